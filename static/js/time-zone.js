// Chooses the zone the device is in, when the list offers it and nobody has chosen yet.
export default function guessTimeZone(select) {
  if (select.dataset.guessTimeZone === "chosen") return;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...select.options].some((option) => option.value === zone)) select.value = zone;
}
