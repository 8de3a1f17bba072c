// What is written is shown: waits until there is another build than the one that this page is of. The address of this script names it.
const changes = new EventSource(`/_changed${new URL(import.meta.url).search}`);
changes.onmessage = () => {
  changes.close();
  location.reload();
};
