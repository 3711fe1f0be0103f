// Beneath each proposed time: what it is on the other's clock, while it is typed. The server says the same without this.
const minutesOff = (zone, instant) => {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  }).formatToParts(instant);
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Math.round((Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute) - Math.floor(instant / 60000) * 60000) / 60000);
};

// The instants at which the clock of a zone shows this wall time: none when the clocks jump over it, two when it comes twice.
const instantsOf = (day, time, zone) => {
  const wall = Date.parse(`${day}T${time}Z`);
  const offsets = new Set([-86400000, 0, 86400000].map((shift) => minutesOff(zone, wall + shift)));
  return [...offsets].map((offset) => wall - offset * 60000).filter((at) => at + minutesOff(zone, at) * 60000 === wall);
};

const say = (rows, day, time) => {
  const { mine, theirs, words, same } = rows.dataset;
  const instants = instantsOf(day, time, mine);
  if (instants.length !== 1) return "";
  const [instant] = instants;
  if (minutesOff(mine, instant) === minutesOff(theirs, instant)) return same;
  const language = document.documentElement.lang;
  const format = (zone, options) => new Intl.DateTimeFormat(language, { timeZone: zone, ...options }).format(instant);
  const date = { weekday: "long", day: "numeric", month: "long" };
  const clock = format(theirs, { timeStyle: "short" });
  const otherDay = format(mine, date) === format(theirs, date) ? "" : `${format(theirs, date)}, `;
  return words.replace("{time}", otherDay + clock);
};

for (const rows of document.querySelectorAll("[data-catchup-times]")) {
  for (const row of rows.querySelectorAll("[data-time-row]")) {
    const [day, time] = row.querySelectorAll("input[type=date], input[type=time]");
    const said = row.querySelector("[data-time-said]");
    said.setAttribute("aria-live", "polite");
    const update = () => {
      let text = "";
      try {
        text = day.value && time.value ? say(rows, day.value, time.value) : "";
      } catch {
        // A browser that does not know one of the zones leaves it to the server.
      }
      said.textContent = text;
      said.hidden = !text;
    };
    row.addEventListener("input", update);
  }
}
