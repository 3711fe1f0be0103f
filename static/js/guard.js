// Asks before leaving a form whose content was changed and not sent.
export default function guard(form) {
  const state = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();
  const before = state();
  let sent = false;
  form.addEventListener("submit", () => { sent = true; });
  addEventListener("beforeunload", (event) => {
    if (!sent && state() !== before) event.preventDefault();
  });
  addEventListener("pageshow", () => { sent = false; });
}
