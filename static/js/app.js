// Loads each behaviour only where the page asks for it by a data attribute. Nothing here is needed for a page to work.
const behaviours = {
  "[data-theme-switch]": "theme-switch",
  "[data-guess-time-zone]": "time-zone",
  "[data-counter]": "counter",
  "[data-guard]": "guard",
  "[data-mentions]": "mentions",
  "[data-copy]": "copy",
  "[data-poll]": "poll",
  "[data-menu]": "menu",
  "[data-autosubmit]": "autosubmit",
  "[data-reveal]": "reveal",
  "[data-passkey]": "passkey",
};

for (const [selector, name] of Object.entries(behaviours)) {
  const elements = document.querySelectorAll(selector);
  if (elements.length) import(`./${name}.js`).then((module) => elements.forEach((element) => module.default(element)));
}
