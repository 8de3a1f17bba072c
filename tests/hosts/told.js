// What embeds tell the page around them, and what else is known only to whoever listens from the beginning.
self.told = [];
for (const name of ['ready', 'navigate', 'resize', 'search', 'error']) {
  addEventListener(`offprint:${name}`, ({ target, detail }) => told.push({ name, id: target.id, ...detail }));
}
self.messages = [];
addEventListener('message', ({ data }) => messages.push(data));
self.violations = [];
addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => violations.push(`${effectiveDirective} ${blockedURI}`));
self.shifts = [];
if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
  const keep = list => shifts.push(...list.getEntries().map(({ value, startTime }) => ({ value, startTime })));
  new PerformanceObserver(keep).observe({ type: 'layout-shift', buffered: true });
}
