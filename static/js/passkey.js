// <form data-passkey="make" or "show" data-passkey-options="address" hidden>: asks the browser to make or show a passkey,
// puts what it answers into the field `credential` and sends the form. The form is useless without JavaScript, so hidden until now.
const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const described = (list = []) => list.map((one) => ({ ...one, id: toBytes(one.id) }));

const ceremonies = {
  async make(options) {
    const made = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        user: { ...options.user, id: toBytes(options.user.id) },
        excludeCredentials: described(options.excludeCredentials),
      },
    });
    const { clientDataJSON, attestationObject } = made.response;
    return answer(made, {
      clientDataJSON: toText(clientDataJSON),
      attestationObject: toText(attestationObject),
      transports: made.response.getTransports?.() ?? [],
    });
  },
  async show(options) {
    const shown = await navigator.credentials.get({
      publicKey: { ...options, challenge: toBytes(options.challenge), allowCredentials: described(options.allowCredentials) },
    });
    const { clientDataJSON, authenticatorData, signature, userHandle } = shown.response;
    return answer(shown, {
      clientDataJSON: toText(clientDataJSON),
      authenticatorData: toText(authenticatorData),
      signature: toText(signature),
      userHandle: userHandle ? toText(userHandle) : null,
    });
  },
};

function answer(credential, response) {
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

export default function passkey(form) {
  if (!window.PublicKeyCredential) return;
  form.hidden = false;
  const message = form.querySelector("[data-passkey-message]");
  const button = form.querySelector("[type=submit]");
  const say = (text) => {
    message.hidden = !text;
    message.textContent = text;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    say("");
    button.disabled = true;
    try {
      const response = await fetch(form.dataset.passkeyOptions, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (response.redirected || !response.ok) return location.reload();
      form.elements.credential.value = await ceremonies[form.dataset.passkey](await response.json());
      form.submit();
    } catch (error) {
      say({ NotAllowedError: form.dataset.stopped, InvalidStateError: form.dataset.known }[error.name] ?? form.dataset.failed);
    } finally {
      button.disabled = false;
    }
  });
}
