//! What goes wrong between a host and a browser: answers held back, missing, cut short, altered. A test says on the `Site`
//! which paths are struck; `server` asks here before it sends.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::server::{Answer, Site};

/// A pattern is a part of the path (query included), or, with `*`, a glob over all of it.
impl Site {
    pub fn fault(&self, pattern: &str, fault: Fault) {
        self.shared.faults.add(pattern, Effect::Fault(fault));
    }

    /// Matching requests wait until the gate is opened or dropped.
    pub fn hold(&self, pattern: &str) -> Gate {
        let faults = self.shared.faults.clone();
        let gate = Gate { pattern: pattern.to_owned(), latch: Arc::default(), faults };
        self.shared.faults.add(pattern, Effect::Hold(gate.latch.clone()));
        gate
    }

    /// Changes a body on its way, also that of a missing page.
    pub fn rewrite(&self, pattern: &str, change: impl Fn(Vec<u8>) -> Vec<u8> + Send + Sync + 'static) {
        self.shared.faults.add(pattern, Effect::Rewrite(Arc::new(change)));
    }

    /// A change that is part of the site: mending leaves it.
    pub fn rewriting(self, pattern: &str, change: impl Fn(Vec<u8>) -> Vec<u8> + Send + Sync + 'static) -> Site {
        self.shared.faults.lock().lasting.push((pattern.to_owned(), Effect::Rewrite(Arc::new(change))));
        self
    }

    /// Removes all faults; what was held goes on.
    pub fn mend(&self) {
        self.shared.faults.clear();
    }

    /// The paths asked for so far, decoded, with mount and query, in order of arrival.
    pub fn requests(&self) -> Vec<String> {
        self.shared.faults.lock().requests.clone()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 404, with a short page.
    Missing,
    /// 500, with a short page.
    ServerError,
    /// Declares the full length, sends half, closes.
    Truncated,
    /// The same length, one byte changed in the middle.
    Altered,
    /// 200 and a HTML page, whatever was asked for: what a captive portal sends.
    Html,
    /// Closes the connection without an answer. On every path (`*`) this is a host that cannot be reached.
    Dropped,
}

/// Holds requests back until it is opened or dropped.
#[must_use = "a gate that is dropped holds nothing"]
pub struct Gate {
    pattern: String,
    latch: Arc<Latch>,
    faults: Faults,
}

impl Gate {
    pub fn open(&self) {
        // Under the lock, or a request between its check and its wait would sleep through it.
        let _state = self.faults.lock();
        self.latch.open.store(true, Ordering::Relaxed);
        self.faults.changed.notify_all();
    }

    /// Waits until a request has come to the gate: from then on the page does without the answer.
    pub fn reached(&self) {
        let nobody = |_: &mut State| self.latch.arrived.load(Ordering::Relaxed) == 0;
        let waited = self.faults.changed.wait_timeout_while(self.faults.lock(), Duration::from_secs(15), nobody);
        let (state, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(!timeout.timed_out(), "nothing asked for {:?} in 15 s, only for {:?}", self.pattern, state.requests);
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.open();
    }
}

/// What befalls one site's answers.
#[derive(Clone, Default)]
pub(crate) struct Faults {
    state: Arc<Mutex<State>>,
    /// Wakes held answers when a gate opens or the site stops, and `Gate::reached` when one arrives.
    changed: Arc<Condvar>,
}

impl Faults {
    /// The answer as it leaves the host; nothing means that the connection closes without one.
    pub fn pass(&self, path: &str, answer: impl FnOnce() -> Answer) -> Option<Answer> {
        let mut state = self.lock();
        state.requests.push(path.to_owned());
        let struck: Vec<_> = state
            .lasting
            .iter()
            .chain(&state.effects)
            .filter(|(pattern, _)| matches(pattern, path))
            .map(|(_, effect)| effect.clone())
            .collect();
        for effect in &struck {
            let Effect::Hold(latch) = effect else { continue };
            latch.arrived.fetch_add(1, Ordering::Relaxed);
            self.changed.notify_all();
            let held = |state: &mut State| !state.stopped && !latch.open.load(Ordering::Relaxed);
            state = self.changed.wait_while(state, held).unwrap_or_else(PoisonError::into_inner);
        }
        if state.stopped {
            return None;
        }
        drop(state);
        let mut answer = answer();
        for effect in &struck {
            match effect {
                Effect::Rewrite(change) => answer.body = change(answer.body),
                Effect::Fault(fault) => answer = strike(*fault, answer)?,
                Effect::Hold(_) => {}
            }
        }
        Some(answer)
    }

    pub fn stop(&self) {
        self.lock().stopped = true;
        self.changed.notify_all();
    }

    pub fn stopped(&self) -> bool {
        self.lock().stopped
    }

    fn add(&self, pattern: &str, effect: Effect) {
        self.lock().effects.push((pattern.to_owned(), effect));
    }

    fn clear(&self) {
        for (_, effect) in self.lock().effects.drain(..) {
            if let Effect::Hold(latch) = effect {
                latch.open.store(true, Ordering::Relaxed);
            }
        }
        self.changed.notify_all();
    }

    /// A test that panicked while holding the lock has already failed; the others go on.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Default)]
struct State {
    requests: Vec<String>,
    effects: Vec<(String, Effect)>,
    /// Effects that stay when the others are mended.
    lasting: Vec<(String, Effect)>,
    stopped: bool,
}

#[derive(Clone)]
enum Effect {
    Hold(Arc<Latch>),
    Fault(Fault),
    Rewrite(Arc<dyn Fn(Vec<u8>) -> Vec<u8> + Send + Sync>),
}

#[derive(Default)]
struct Latch {
    open: AtomicBool,
    arrived: AtomicUsize,
}

fn strike(fault: Fault, mut answer: Answer) -> Option<Answer> {
    match fault {
        Fault::Missing => return Some(Answer::html(404, "not found")),
        Fault::ServerError => return Some(Answer::html(500, "the server failed")),
        Fault::Html => return Some(Answer::html(200, "welcome to this network")),
        Fault::Dropped => return None,
        Fault::Truncated => {
            answer.len = Some(answer.body.len());
            answer.body.truncate(answer.body.len() / 2);
        }
        Fault::Altered => {
            let middle = answer.body.len() / 2;
            // The lowest bit: text stays text, so only a checksum or a reader notices.
            if let Some(byte) = answer.body.get_mut(middle) {
                *byte ^= 1;
            }
        }
    }
    Some(answer)
}

fn matches(pattern: &str, path: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(last) = parts.next_back() else { return path.contains(pattern) };
    let Some(mut rest) = path.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else { return false };
    parts.all(|part| match rest.find(part) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}
