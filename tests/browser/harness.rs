//! A browser in the hands of a test: `check(Chromium::desktop(), async |b| { b.open(&url).await; b.click("a").await; })`.
//! Every step waits for its condition and, when that does not come, fails at the test's line with what the browser said.
//! The steps themselves are in `steps` (going, seeing), `input` (hands) and `audit` (accessibility).

use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::fmt::Display;
use std::fs;
use std::future::Future;
use std::panic::{AssertUnwindSafe, Location, catch_unwind, resume_unwind};
use std::path::Path;
use std::time::Duration;
use thirtyfour::error::WebDriverError;
use thirtyfour::{By, WebDriver, WebElement};
use tokio::time::{Instant, sleep};

use crate::console;
use crate::drivers::{self, Driver, Engine};
use crate::options::{Options, Viewport};

/// Runs a test in a browser of its own, which always quits, and fails if the browser complained of anything unannounced.
#[track_caller]
pub fn check(options: Options, test: impl AsyncFnOnce(&Browser)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime needs only memory");
    let browser = match runtime.block_on(Browser::start(options)) {
        Ok(browser) => browser,
        Err(why) => panic!("{why}"),
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&browser))));
    let complaint = match outcome {
        Ok(()) => runtime.block_on(browser.complaint()),
        Err(_) => {
            runtime.block_on(browser.leave_evidence());
            None
        }
    };
    runtime.block_on(browser.quit());
    match (outcome, complaint) {
        (Err(panic), _) => resume_unwind(panic),
        (Ok(()), Some(complaint)) => panic!("{complaint}"),
        (Ok(()), None) => {}
    }
}

pub struct Browser {
    pub options: Options,
    /// For what the steps do not offer.
    pub session: WebDriver,
    pub(crate) viewport: Cell<Viewport>,
    driver: Driver,
    complaints: RefCell<Vec<String>>,
}

/// Generous, because two browsers share two cores; a step that succeeds never waits for it.
const PATIENCE: Duration = Duration::from_secs(15);
/// WebKitGTK compiles the reader on the cores that it shares, once for each frame.
const WEBKIT_PATIENCE: Duration = Duration::from_secs(45);
const POLL: Duration = Duration::from_millis(20);

/// What steps are made of.
impl Browser {
    /// A step fails at the line of the test that asked for it.
    #[track_caller]
    pub(crate) fn step<T>(&self, what: impl Display, work: impl Future<Output = Result<T, String>>) -> impl Future<Output = T> {
        let place = Location::caller();
        async move {
            match work.await {
                Ok(value) => value,
                Err(why) => {
                    let console = self.console().await.replace('\n', "\n  ");
                    panic!("{place}: {:?} could not {what}: {why}\nconsole: {console}", self.options.engine)
                }
            }
        }
    }

    pub(crate) async fn wait<T>(&self, mut probe: impl AsyncFnMut() -> Result<T, String>) -> Result<T, String> {
        let patience = if self.options.engine == Engine::WebKit { WEBKIT_PATIENCE } else { PATIENCE };
        let deadline = Instant::now() + patience;
        loop {
            match probe().await {
                Err(why) if Instant::now() > deadline => return Err(format!("after {} s: {why}", patience.as_secs())),
                Err(_) => sleep(POLL).await,
                done => return done,
            }
        }
    }

    pub(crate) async fn value(&self, expression: &str) -> Result<Value, String> {
        // The line break ends a comment that the expression may close with.
        let script = format!("return ({expression}\n)");
        self.session.execute(script, vec![]).await.map(|value| value.json().clone()).map_err(brief)
    }

    pub(crate) async fn element(&self, css: &str) -> Result<WebElement, String> {
        self.session.find(By::Css(css)).await.map_err(brief)
    }

    pub(crate) async fn command(&self, method: &str, parameters: Value) -> Result<Value, String> {
        if self.options.engine != Engine::Chromium {
            return Err(format!("{:?} has no {method}", self.options.engine));
        }
        self.session.cdp().send_raw(method, parameters).await.map_err(brief)
    }

    /// The viewport as PNG.
    pub(crate) async fn picture(&self, path: &Path) -> Result<(), String> {
        let png = self.session.screenshot_as_png().await.map_err(brief)?;
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        folder.and_then(|()| fs::write(path, png)).map_err(|why| why.to_string())
    }

    pub(crate) async fn prepare_tab(&self) -> Result<(), String> {
        if self.options.engine == Engine::Chromium {
            for (method, parameters) in self.options.tab_commands() {
                self.command(method, parameters).await?;
            }
        }
        self.apply_size(self.viewport.get()).await
    }
}

/// From start to quit.
impl Browser {
    async fn start(options: Options) -> Result<Browser, String> {
        let driver = drivers::lend(options.engine)?;
        let capabilities = options.capabilities(&drivers::browser(options.engine)?)?;
        let session = WebDriver::builder(&driver.url, capabilities).request_timeout(Duration::from_secs(60)).await;
        let session = session.map_err(|why| format!("{:?} does not start: {}", options.engine, brief(why)))?;
        let viewport = Cell::new(options.viewport);
        let browser = Browser { options, session, viewport, driver, complaints: RefCell::default() };
        browser.prepare_tab().await.map(|()| browser)
    }

    async fn complaint(&self) -> Option<String> {
        if self.options.javascript {
            // One turn of the page's event loop, so that what is about to be said is said.
            let _ = self.value("new Promise(done => setTimeout(done))").await;
        }
        // What was announced may take its time. Only Chromium tells enough for its silence to mean something.
        let deadline = Instant::now() + Duration::from_secs(3);
        while self.options.engine == Engine::Chromium && Instant::now() < deadline {
            self.console().await;
            if self.options.expectations.missing(&self.complaints.borrow()).is_empty() {
                break;
            }
            sleep(POLL).await;
        }
        let console = self.console().await;
        let (engine, expectations, complaints) = (self.options.engine, &self.options.expectations, self.complaints.borrow());
        let (unexpected, missing) = (expectations.unexpected(&complaints), expectations.missing(&complaints));
        if !unexpected.is_empty() {
            Some(format!("{engine:?} complained:\n  {}", unexpected.join("\n  ")))
        } else if !missing.is_empty() && engine == Engine::Chromium {
            Some(format!("{engine:?} was expected to complain of {missing:?}, but said {console}"))
        } else {
            None
        }
    }

    /// All complaints so far, a line each.
    async fn console(&self) -> String {
        let mut complaints = self.complaints.take();
        console::listen(self.options.engine, &self.session, &self.driver, &mut complaints).await;
        let text = if complaints.is_empty() { "nothing".to_owned() } else { format!("\n{}", complaints.join("\n")) };
        self.complaints.replace(complaints);
        text
    }

    /// For whoever looks into a failed test: what the browser said and showed.
    async fn leave_evidence(&self) {
        eprintln!("console: {}", self.console().await);
        let test = std::thread::current().name().unwrap_or("unnamed").replace("::", "-");
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}.png"));
        match self.picture(&path).await {
            Ok(()) => eprintln!("screen: {}", path.display()),
            Err(why) => eprintln!("screen: none, {why}"),
        }
    }

    async fn quit(self) {
        match self.session.quit().await {
            Ok(()) => drivers::give_back(self.driver),
            // Dropping the driver ends the browser with it.
            Err(why) => eprintln!("{:?} did not quit: {}", self.options.engine, brief(why)),
        }
    }
}

/// What a driver reports, without its own stack.
pub(crate) fn brief(error: WebDriverError) -> String {
    let text = error.to_string();
    let lines = text.lines().map(str::trim).take_while(|line| *line != "Stacktrace:");
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
