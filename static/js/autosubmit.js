// A filter form is sent when a select, checkbox or radio changes; words still wait for Enter.
// data-autosubmit="off" on the form switches it off.
export default function autosubmit(form) {
  if (form.dataset.autosubmit === "off") return;
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, [type=checkbox], [type=radio]")) form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    for (const control of form.elements) if (control.name && control.value === "" && control.type !== "submit") control.disabled = true;
  });
  addEventListener("pageshow", () => { for (const control of form.elements) control.disabled = false; });
}
