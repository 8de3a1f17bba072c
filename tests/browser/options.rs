//! Which browser a test opens, and in what state: `Chromium::phone().dark().expecting(&["404"])`.

use serde_json::{Value, json};
use std::path::Path;
use thirtyfour::Capabilities;

use crate::console::Expectations;
use crate::drivers::Engine;

/// Chromium is where depth is tested: only it shows its whole console and takes orders about media, network and input methods.
pub struct Chromium;
pub struct Firefox;
pub struct WebKit;

impl Chromium {
    /// 1280 × 800, light, Chinese.
    pub fn desktop() -> Options {
        Options::new(Engine::Chromium)
    }

    /// 390 × 844 at three device pixels each, with touch.
    pub fn phone() -> Options {
        Options { viewport: Viewport { width: 390, height: 844, phone: true }, ..Options::new(Engine::Chromium) }
    }
}

impl Firefox {
    /// 1280 × 800, light, Chinese. Of the console only uncaught exceptions are seen.
    pub fn desktop() -> Options {
        Options::new(Engine::Firefox)
    }
}

impl WebKit {
    /// 1280 × 800. Its console cannot be read, nor can it be asked for anything else: `navigator.language` is the machine's.
    pub fn desktop() -> Options {
        Options::new(Engine::WebKit)
    }
}

#[derive(Clone, Debug)]
pub struct Options {
    pub engine: Engine,
    pub viewport: Viewport,
    pub(crate) expectations: Expectations,
    pub(crate) javascript: bool,
    languages: Vec<String>,
    preferences: Vec<(String, String)>,
}

/// In CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewport {
    pub width: u32,
    pub height: u32,
    pub phone: bool,
}

impl Options {
    fn new(engine: Engine) -> Options {
        let viewport = Viewport { width: 1280, height: 800, phone: false };
        let languages = vec!["zh-CN".to_owned(), "zh".to_owned()];
        Options { engine, viewport, expectations: Expectations::default(), javascript: true, languages, preferences: Vec::new() }
    }

    /// The reader's system is dark: `prefers-color-scheme`.
    pub fn dark(self) -> Options {
        self.prefers("prefers-color-scheme", "dark")
    }

    /// A media feature that says what the reader prefers: `("prefers-reduced-motion", "reduce")`. Chromium takes any.
    pub fn prefers(mut self, feature: &str, value: &str) -> Options {
        self.preferences.push((feature.to_owned(), value.to_owned()));
        self
    }

    pub fn without_javascript(self) -> Options {
        Options { javascript: false, ..self }
    }

    /// What `navigator.languages` says, BCP 47, best first.
    pub fn languages(self, languages: &[&str]) -> Options {
        Options { languages: languages.iter().map(|&language| language.to_owned()).collect(), ..self }
    }

    /// Console errors that the test provokes, each by a part of its text. Any other fails the test; in Chromium, which tells all,
    /// so does one that stays away.
    pub fn expecting(mut self, texts: &[&str]) -> Options {
        self.expectations.expected.extend(texts.iter().map(|&text| text.to_owned()));
        self
    }

    /// Console errors that may come, for what depends on timing.
    pub fn tolerating(mut self, texts: &[&str]) -> Options {
        self.expectations.tolerated.extend(texts.iter().map(|&text| text.to_owned()));
        self
    }

    /// What the driver is asked for.
    pub(crate) fn capabilities(&self, browser: &Path) -> Result<Capabilities, String> {
        let mut asked = match self.engine {
            Engine::Chromium => json!({ "browserName": "chrome", "goog:loggingPrefs": { "browser": "ALL" }, "goog:chromeOptions": {
                "binary": browser, "args": CHROMIUM_FLAGS, "prefs": { "intl.accept_languages": self.languages.join(",") },
            } }),
            Engine::Firefox => json!({ "browserName": "firefox", "moz:firefoxOptions": {
                "binary": browser, "args": ["-headless"], "prefs": self.firefox_preferences(),
            } }),
            Engine::WebKit => {
                if !self.preferences.is_empty() || !self.javascript || self.languages != Options::new(Engine::WebKit).languages {
                    return Err("WebKitGTK cannot be asked for preferences, languages or no scripts: test that in Chromium".to_owned());
                }
                json!({ "webkitgtk:browserOptions": { "binary": browser, "args": ["--automation"] } })
            }
        };
        // `open` itself waits for the load event. A driver that waits would also stand still while a test holds a file back.
        asked["pageLoadStrategy"] = json!("none");
        match asked {
            Value::Object(asked) => Ok(asked.into()),
            _ => unreachable!("written as an object above"),
        }
    }

    fn firefox_preferences(&self) -> Value {
        let dark = self.preferences.iter().any(|(_, value)| value == "dark");
        json!({
            "intl.accept_languages": self.languages.join(","),
            "layout.css.prefers-color-scheme.content-override": if dark { 0 } else { 1 },
            "javascript.enabled": self.javascript,
        })
    }

    /// What a Chromium tab is told once it stands; each new tab anew.
    pub(crate) fn tab_commands(&self) -> Vec<(&'static str, Value)> {
        let asked = self.preferences.iter().map(|(feature, value)| (feature.as_str(), value.as_str()));
        // Named twice, the later wins: without a word the reader's system is light, whatever the machine's is.
        let features = [("prefers-color-scheme", "light")].into_iter().chain(asked);
        let features: Vec<Value> = features.map(|(name, value)| json!({ "name": name, "value": value })).collect();
        vec![
            ("Page.addScriptToEvaluateOnNewDocument", json!({ "source": REPORT_VIOLATIONS })),
            ("Emulation.setEmulatedMedia", json!({ "features": features })),
            ("Emulation.setTouchEmulationEnabled", json!({ "enabled": self.viewport.phone, "maxTouchPoints": 5 })),
            ("Emulation.setScriptExecutionDisabled", json!({ "value": !self.javascript })),
            self.viewport.command(),
        ]
    }
}

impl Viewport {
    /// By command rather than by window: exact, and narrower than any window can be.
    pub(crate) fn command(self) -> (&'static str, Value) {
        let scale = if self.phone { 3 } else { 1 };
        let metrics = json!({ "width": self.width, "height": self.height, "deviceScaleFactor": scale, "mobile": self.phone });
        ("Emulation.setDeviceMetricsOverride", metrics)
    }
}

const CHROMIUM_FLAGS: [&str; 12] = [
    "--headless=new",
    "--no-sandbox",            // its own sandbox does not start for root, which is who one is in a container
    "--remote-debugging-pipe", // when the driver is killed the pipe closes, and the browser ends too
    "--no-proxy-server",
    // A sandboxed frame would live in a process of its own, whose console the driver does not read.
    "--disable-features=IsolateSandboxedIframes",
    "--enable-logging", // to a file in its profile: the only place where service workers are heard
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Brings each violation to the console, whoever else handles it.
const REPORT_VIOLATIONS: &str = "addEventListener('securitypolicyviolation', event => console.error(\
    `securitypolicyviolation: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`))";
