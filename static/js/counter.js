// <textarea data-counter="500" data-counter-words="%d characters left">: says how much room is left, politely and late.
export default function counter(control) {
  const most = Number(control.dataset.counter) || control.maxLength;
  const words = control.dataset.counterWords || "%d";
  if (!most || most < 0) return;
  const line = document.createElement("p");
  line.className = "counter";
  line.setAttribute("aria-live", "polite");
  control.after(line);
  const show = () => {
    const left = most - [...control.value].length;
    line.textContent = left > most * 0.25 && left > 50 ? "" : words.replace("%d", left);
    line.classList.toggle("counter-over", left < 0);
  };
  control.addEventListener("input", show);
  show();
}
