// Fetches the fragment at data-poll again every data-poll-every seconds. The answer replaces the content;
// an answer with the header X-Poll: done loads the page anew, so that its end is drawn by the server.
export default function poll(element) {
  const wait = (Number(element.dataset.pollEvery) || 2) * 1000;
  let failures = 0;
  const ask = async () => {
    const answer = await fetch(element.dataset.poll, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (answer?.ok) {
      failures = 0;
      if (answer.headers.get("X-Poll") === "done") return location.reload();
      element.innerHTML = await answer.text();
    } else if (++failures > 10) return;
    setTimeout(ask, wait * (1 + failures));
  };
  setTimeout(ask, wait);
}
