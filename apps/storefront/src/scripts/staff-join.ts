// The invitation stands after `#`, which browsers send to no server: only script can read it.
const token = location.hash.slice(1);
const field = document.querySelector<HTMLInputElement>('#field-token');
if (field !== null && token !== '') {
  field.value = token;
  history.replaceState(null, '', location.pathname);
}
