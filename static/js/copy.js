// Shows the copy button (useless without JavaScript, so hidden until now) and says when it has copied.
export default function copy(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  const words = button.querySelector("span") ?? button;
  const before = words.textContent;
  words.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    words.textContent = button.dataset.copied;
    setTimeout(() => { words.textContent = before; }, 2500);
  });
}
