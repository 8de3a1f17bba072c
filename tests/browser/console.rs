//! What a browser complained about, and whether the test meant it to.

use std::path::Path;
use thirtyfour::{BrowserLogEntry, WebDriver};

use crate::drivers::{Driver, Engine};

/// Adds what the browser has complained about since it was last asked. Chromium's entries are told once and then forgotten.
/// WebKitGTK's console cannot be read at all: its driver throws away what the browser prints.
pub async fn listen(engine: Engine, session: &WebDriver, driver: &Driver, complaints: &mut Vec<String>) {
    match engine {
        Engine::Chromium => {
            complaints.extend(errors(session.browser_log().await.unwrap_or_default()));
            for unheard in exceptions_in(&own_log(session)) {
                if !complaints.iter().any(|complaint| complaint.contains(unheard)) {
                    complaints.push(format!("outside of pages: {unheard}"));
                }
            }
        }
        Engine::Firefox => *complaints = exceptions_of_pages(&driver.printed()).map(str::to_owned).collect(),
        Engine::WebKit => {}
    }
}

/// What a test says about the errors that it provokes, each by a part of its text.
#[derive(Clone, Debug, Default)]
pub struct Expectations {
    pub expected: Vec<String>,
    pub tolerated: Vec<String>,
}

impl Expectations {
    /// The complaints that nobody announced.
    pub fn unexpected<'a>(&self, complaints: &'a [String]) -> Vec<&'a str> {
        let announced = |complaint: &str| self.expected.iter().chain(&self.tolerated).any(|text| complaint.contains(text.as_str()));
        complaints.iter().map(String::as_str).filter(|complaint| !announced(complaint)).collect()
    }

    /// What was announced and has not come.
    pub fn missing<'a>(&'a self, complaints: &[String]) -> Vec<&'a str> {
        let came = |text: &str| complaints.iter().any(|complaint| complaint.contains(text));
        self.expected.iter().map(String::as_str).filter(|text| !came(text)).collect()
    }
}

/// The words by which Chromium's messages about policies are known; those of a report-only policy are no errors, yet count.
const POLICY: [&str; 4] = ["Content Security Policy", "Content-Security-Policy", "TrustedHTML", "TrustedScript"];

/// Errors of every kind: uncaught exceptions, refused requests, `console.error`, policies.
fn errors(entries: Vec<BrowserLogEntry>) -> impl Iterator<Item = String> {
    let counts = |entry: &BrowserLogEntry| entry.level == "SEVERE" || POLICY.iter().any(|word| entry.message.contains(word));
    entries.into_iter().filter(counts).map(|entry| entry.message)
}

/// The driver hears pages and their workers only. Chromium's own log has service workers too, but no levels: there only
/// exceptions and policies can be told from chatter.
fn exceptions_in(log: &str) -> impl Iterator<Item = &str> {
    let messages = log.lines().filter_map(|line| line.split_once(":CONSOLE:")).filter_map(|(_, rest)| rest.split_once("] \""));
    let messages = messages.map(|(_, message)| message.rsplit_once("\", source: ").map_or(message, |(message, _)| message));
    messages.filter(|message| message.starts_with("Uncaught") || POLICY.iter().any(|word| message.contains(word)))
}

fn own_log(session: &WebDriver) -> String {
    let profile = session.capabilities().get("chrome").and_then(|chrome| chrome["userDataDir"].as_str());
    let log = profile.map(|profile| std::fs::read(Path::new(profile).join("chrome_debug.log")).unwrap_or_default());
    String::from_utf8_lossy(&log.unwrap_or_default()).into_owned()
}

/// Firefox prints its own complaints among those of pages; only exceptions come with an address that tells them apart.
fn exceptions_of_pages(printed: &str) -> impl Iterator<Item = &str> {
    let of_a_page = |line: &&str| ["http:", "https:", "file:", "data:", "blob:"].iter().any(|scheme| line.starts_with(scheme));
    printed.lines().filter_map(|line| line.strip_prefix("JavaScript error: ")).filter(of_a_page)
}
