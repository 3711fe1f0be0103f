// Changes the colours at once and tells the server in the background; without it the form is sent as usual.
const media = { light: "not all", dark: "screen", auto: "screen and (prefers-color-scheme: dark)" };

export default function themeSwitch(form) {
  form.addEventListener("submit", async (event) => {
    const chosen = event.submitter?.value;
    if (!(chosen in media)) return;
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    document.querySelector("[data-theme-dark]").media = media[chosen];
    document.documentElement.dataset.theme = chosen;
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button === event.submitter));
    }
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (!answer || answer.status >= 400) form.submit();
  });
}
