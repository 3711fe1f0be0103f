// <textarea data-mentions='["Ana", …]' data-mentions-words="Members to call by name">: after @ it offers the names, which are
// on the page already. Arrows choose, Enter or Tab takes, Escape closes; a name typed by hand works as well.
const MOST = 6;
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export default function mentions(control) {
  const names = JSON.parse(control.dataset.mentions);
  if (!names.length) return;
  const list = document.createElement("ul");
  list.id = `${control.id}-names`;
  list.className = "mention-names";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", control.dataset.mentionsWords);
  control.after(list);
  control.setAttribute("aria-controls", list.id);
  control.setAttribute("aria-autocomplete", "list");
  let chosen = 0;

  const started = () => control.value.slice(0, control.selectionStart).match(/(?:^|[^\p{L}\p{N}@.])@([^@\n]{0,40})$/u);

  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    control.removeAttribute("aria-activedescendant");
  };

  const choose = (number) => {
    chosen = (number + list.children.length) % list.children.length;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", at === chosen));
    control.setAttribute("aria-activedescendant", list.children[chosen].id);
  };

  const take = (name) => {
    const begun = started();
    if (!begun) return;
    const end = control.selectionStart;
    control.setRangeText(`${name} `, end - begun[1].length, end, "end");
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.focus();
    close();
  };

  const offer = () => {
    const begun = started();
    const typed = begun ? plain(begun[1]) : "";
    const fitting = begun ? names.filter((name) => plain(name).startsWith(typed) || plain(name).includes(` ${typed}`)) : [];
    if (!fitting.length || fitting.some((name) => typed.startsWith(`${plain(name)} `))) return close();
    list.replaceChildren(
      ...fitting.slice(0, MOST).map((name, at) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${at}`;
        option.setAttribute("role", "option");
        option.textContent = name;
        option.dir = "auto";
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          take(name);
        });
        return option;
      }),
    );
    list.hidden = false;
    choose(0);
  };

  control.addEventListener("input", offer);
  control.addEventListener("blur", close);
  control.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const keys = {
      ArrowDown: () => choose(chosen + 1),
      ArrowUp: () => choose(chosen - 1),
      Enter: () => take(list.children[chosen].textContent),
      Tab: () => take(list.children[chosen].textContent),
      Escape: close,
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
}
