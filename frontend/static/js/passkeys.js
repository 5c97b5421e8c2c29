// Passkeys: forms with data-passkey="create" or "sign-in" ask the browser, and send what it answers as a field.
// Where the browser knows no passkeys the forms stay hidden; the page works with a password as before.

const RENEWED = 4 * 60 * 1000; // a challenge holds for five minutes

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const named = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

async function asked(form) {
  const answer = await fetch(form.dataset.challenge, { method: "POST", headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const options = await answer.json();
  options.challenge = bytes(options.challenge);
  options.allowCredentials = named(options.allowCredentials);
  options.excludeCredentials = named(options.excludeCredentials);
  if (options.user) options.user.id = bytes(options.user.id);
  return options;
}

function written(credential) {
  const { response } = credential;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    said.attestationObject = text(response.attestationObject);
    said.transports = response.getTransports ? response.getTransports() : [];
  } else {
    said.authenticatorData = text(response.authenticatorData);
    said.signature = text(response.signature);
    said.userHandle = response.userHandle ? text(response.userHandle) : null;
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said });
}

async function send(form, how = {}) {
  const publicKey = await asked(form);
  const { credentials } = navigator;
  const credential =
    form.dataset.passkey === "create"
      ? await credentials.create({ publicKey, ...how })
      : await credentials.get({ publicKey, ...how });
  form.elements.credential.value = written(credential);
  form.submit();
}

function failed(form, yes) {
  const told = form.querySelector("[data-passkey-failed]");
  if (told) told.hidden = !yes;
}

let offer = null;

// The browser lists passkeys among the suggestions of the address field (conditional mediation).
async function suggest(form) {
  offer?.abort();
  const mine = new AbortController();
  offer = mine;
  const again = setTimeout(() => suggest(form), RENEWED);
  try {
    await send(form, { mediation: "conditional", signal: mine.signal });
  } catch (error) {
    if (error.name === "AbortError") return;
    clearTimeout(again);
  }
}

async function pressed(event) {
  event.preventDefault();
  const form = event.currentTarget;
  offer?.abort();
  failed(form, false);
  try {
    await send(form);
  } catch {
    failed(form, true);
  }
}

if (window.PublicKeyCredential && navigator.credentials) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", pressed);
    if (form.dataset.passkey === "sign-in" && document.querySelector("[autocomplete~=webauthn]")) {
      PublicKeyCredential.isConditionalMediationAvailable?.().then((can) => can && suggest(form));
    }
  }
}
