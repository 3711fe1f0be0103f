// <input type="password" data-reveal="Show" data-reveal-hide="Hide">: a button which shows what was typed.
export default function reveal(input) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-quiet btn-sm reveal";
  button.textContent = input.dataset.reveal;
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.textContent = shown ? input.dataset.revealHide : input.dataset.reveal;
  });
  input.form?.addEventListener("submit", () => { input.type = "password"; });
  input.after(button);
}
