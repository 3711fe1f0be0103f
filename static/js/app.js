// Loads each behaviour only where the page asks for it by a data attribute
// (where the files are, the script tag says: components/scripts.html). Nothing here is needed for a page to work.
const behaviours = {
  "[data-theme-switch]": "theme-switch",
  "[data-guess-time-zone]": "time-zone",
  "[data-counter]": "counter",
  "[data-guard]": "guard",
  "[data-copy]": "copy",
  "[data-poll]": "poll",
  "[data-menu]": "menu",
  "[data-autosubmit]": "autosubmit",
  "[data-reveal]": "reveal",
  "[data-passkey]": "passkey",
};

const told = document.querySelector("script[data-modules]").dataset.modules.split(" ");
const addresses = Object.fromEntries(told.map((pair) => pair.split("=", 2)));

for (const [selector, name] of Object.entries(behaviours)) {
  const elements = document.querySelectorAll(selector);
  if (elements.length) import(addresses[name]).then((module) => elements.forEach((element) => module.default(element)));
}
