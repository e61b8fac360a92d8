// Begins a session with a bearer token, and goes on to the page that was asked for.

const form = document.getElementById('login');
const problem = document.getElementById('problem');

/** A path of ours: whoever made the link must not send anybody elsewhere. */
function next() {
  const asked = new URLSearchParams(location.search).get('next') ?? '/';
  const url = new URL(asked, location.origin);
  return url.origin === location.origin ? url.pathname + url.search : '/';
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const token = document.getElementById('token').value.trim();
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  }).catch(() => null);
  if (response?.ok) {
    location.replace(next());
  } else {
    problem.textContent = response?.status === 401 ? 'This token is not, or no longer, valid.' : 'The server does not answer.';
  }
});
