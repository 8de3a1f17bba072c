//! The programs that drive browsers: found on PATH, started when a test first needs one, gone when the test process is.
//! What a session on them looks like is `options`' business.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::fixtures::scratch_path;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// A driver that holds at most one session: geckodriver and WebKitWebDriver can do no more.
pub struct Driver {
    engine: Engine,
    pub url: String,
    process: Guarded,
    /// How much of its log earlier sessions wrote, in bytes.
    old: usize,
}

impl Driver {
    /// What driver and browser have printed in this session.
    pub fn printed(&self) -> String {
        let log = fs::read(&self.process.log).unwrap_or_default();
        String::from_utf8_lossy(log.get(self.old..).unwrap_or_default()).into_owned()
    }
}

/// An idle driver, or a new one. Give it back when its session has quit; else drop it, and its browser ends with it.
pub fn lend(engine: Engine) -> Result<Driver, String> {
    let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
    match idle.iter().position(|driver| driver.engine == engine) {
        Some(at) => Ok(idle.swap_remove(at)),
        None => {
            drop(idle);
            start(engine)
        }
    }
}

pub fn give_back(mut driver: Driver) {
    driver.old += driver.printed().len();
    IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(driver);
}

/// The browser's own program.
pub fn browser(engine: Engine) -> Result<PathBuf, String> {
    match engine {
        Engine::Chromium => find(&["chromium", "chromium-browser", "google-chrome"]),
        Engine::Firefox => find(&["firefox-esr", "firefox"]),
        // Not on PATH: a library's demo, which happens to be the one WebKitGTK browser that can be automated.
        Engine::WebKit => {
            let places = fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
            let mut browsers = places.chain(["/usr/libexec".into()]).map(|place| place.join("webkit2gtk-4.1/MiniBrowser"));
            browsers.find(|browser| browser.is_file()).ok_or_else(|| missing("WebKitGTK's MiniBrowser"))
        }
    }
}

static IDLE: Mutex<Vec<Driver>> = Mutex::new(Vec::new());

fn start(engine: Engine) -> Result<Driver, String> {
    let (program, port) = match engine {
        Engine::Chromium => (find(&["chromedriver"])?, None),
        Engine::Firefox => (find(&["geckodriver"])?, None),
        // Of the three only this one cannot pick a port and say which.
        Engine::WebKit => (find(&["WebKitWebDriver"])?, Some(free_port()?)),
    };
    let mut arguments = vec![format!("--port={}", port.unwrap_or(0))];
    let mut environment = Vec::new();
    match engine {
        Engine::Chromium => {}
        // Its default is a fixed port, which a second driver would not get.
        Engine::Firefox => arguments.push("--websocket-port=0".to_owned()),
        Engine::WebKit => environment.push(("DISPLAY", display()?)),
    }
    let process = Guarded::start(&program, &arguments, &environment)?;
    let announced = ["was started successfully on port ", "Listening on 127.0.0.1:"];
    let port = process.wait_for(|log| {
        let announced = || announced.iter().find_map(|words| number(log.split_once(words)?.1));
        let port = port.or_else(announced)?;
        TcpStream::connect(("127.0.0.1", port)).is_ok().then_some(port)
    })?;
    Ok(Driver { engine, url: format!("http://127.0.0.1:{port}"), process, old: 0 })
}

/// One display for all WebKit sessions, `:n`: that engine has no headless mode.
fn display() -> Result<String, String> {
    static XVFB: OnceLock<Result<(String, Guarded), String>> = OnceLock::new();
    let started = XVFB.get_or_init(|| {
        let arguments = ["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"].map(str::to_owned);
        let process = Guarded::start(&find(&["Xvfb"])?, &arguments, &[])?;
        let display = process.wait_for(|log| log.lines().rev().find_map(number))?;
        Ok((format!(":{display}"), process))
    });
    started.as_ref().map(|(display, _)| display.clone()).map_err(Clone::clone)
}

/// A program that ends, with everything it started and its files, when this value is dropped or the test process ends,
/// however it ends: its guard reads a pipe that closes in each of these cases.
struct Guarded {
    program: PathBuf,
    log: PathBuf,
    _lifeline: ChildStdin,
}

/// In the program's own process group: `kill 0` reaches its browsers too. They get a moment to end before their files go.
const GUARD: &str = r#"home=$1; shift
"$@" >"$home/log" 2>&1 &
read -r _
trap '' TERM
kill -TERM 0
sleep 0.5
rm -rf "$home"
kill -KILL 0"#;

impl Guarded {
    fn start(program: &Path, arguments: &[String], environment: &[(&str, String)]) -> Result<Guarded, String> {
        let failed = |why| format!("{} does not start: {why}", program.display());
        let home = scratch_path();
        fs::create_dir_all(&home).map_err(failed)?;
        let mut guard = Command::new("sh");
        guard.args(["-c", GUARD, "guard"]).arg(&home).arg(program).args(arguments).process_group(0).stdin(Stdio::piped());
        // Profiles, caches and sockets of the browsers land where they are removed again.
        guard.env("HOME", &home).env("TMPDIR", &home).env_remove("DBUS_SESSION_BUS_ADDRESS");
        guard.envs(environment.iter().map(|(name, value)| (name, value)));
        let mut guard = guard.spawn().map_err(failed)?;
        let lifeline = guard.stdin.take().expect("its stdin was asked for as a pipe");
        Ok(Guarded { program: program.to_owned(), log: home.join("log"), _lifeline: lifeline })
    }

    /// Waits until what the program has printed says what is looked for.
    fn wait_for<T>(&self, said: impl Fn(&str) -> Option<T>) -> Result<T, String> {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let log = fs::read_to_string(&self.log).unwrap_or_default();
            match said(&log) {
                Some(found) => return Ok(found),
                None if Instant::now() > deadline => return Err(format!("{} was not up in 20 s: {log}", self.program.display())),
                None => sleep(Duration::from_millis(5)),
            }
        }
    }
}

fn find(names: &[&str]) -> Result<PathBuf, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let dirs: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut programs = names.iter().flat_map(|name| dirs.iter().map(move |dir| dir.join(name)));
    programs.find(|program| program.is_file()).ok_or_else(|| missing(names[0]))
}

fn missing(name: &str) -> String {
    format!("{name} is missing: run tools/setup browsers")
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(|why| format!("no free port: {why}"))
}

/// The number that the text begins with.
fn number(text: &str) -> Option<u16> {
    let digits = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    text[..digits].parse().ok()
}
