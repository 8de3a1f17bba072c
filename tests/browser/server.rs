//! A site as a cheap static host serves it: files below one folder, no rewrite rule. What such a host gets wrong on a bad
//! day is `faults`' business.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use crate::compressed::Compressed;
use crate::faults::Faults;

/// Serves a folder on 127.0.0.1 until it is dropped. A second origin is a second `Site`.
pub struct Site {
    address: SocketAddr,
    pub(crate) shared: Arc<Shared>,
    listener: Option<thread::JoinHandle<()>>,
}

impl Site {
    /// `mount` is the folder of the host below which the site stands: `/` or `/any/depth/`.
    pub fn serve(dir: impl Into<PathBuf>, mount: &str) -> Site {
        assert!(mount.starts_with('/') && mount.ends_with('/'), "a mount starts and ends with a slash, unlike {mount:?}");
        let listener = TcpListener::bind("127.0.0.1:0").expect("the loopback interface always has a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let shared = Arc::new(Shared { dir: dir.into(), mount: mount.to_owned(), faults: Faults::default(), compressed: OnceLock::new() });
        let served = shared.clone();
        let listener = thread::spawn(move || accept(&listener, &served));
        Site { address, shared, listener: Some(listener) }
    }

    /// From now on text and wasm travel compressed, as they do from a good host.
    pub fn compressing(self) -> Site {
        self.shared.compressed.get_or_init(Compressed::default);
        self
    }

    /// The address of a path inside the site: `site.url("a/x/")`.
    pub fn url(&self, path: &str) -> String {
        format!("{}{}{}", self.origin(), self.shared.mount, path.trim_start_matches('/'))
    }

    /// `http://127.0.0.1:port`, without a slash.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.shared.faults.stop();
        let _ = TcpStream::connect(self.address); // wakes the listener, which then sees that it is over
        let _ = self.listener.take().map(thread::JoinHandle::join);
    }
}

pub(crate) struct Shared {
    dir: PathBuf,
    mount: String,
    pub faults: Faults,
    compressed: OnceLock<Compressed>,
}

/// What the host sends. `len` is the declared length where that differs from the body's.
pub(crate) struct Answer {
    pub status: u16,
    pub mime: &'static str,
    pub encoding: Option<&'static str>,
    pub body: Vec<u8>,
    pub location: Option<String>,
    pub len: Option<usize>,
}

impl Answer {
    pub fn html(status: u16, text: &str) -> Answer {
        let body = format!("<!DOCTYPE html><html lang=en><link rel=icon href=data:,><title>{status}</title><h1>{status}</h1><p>{text}");
        Answer { status, mime: "text/html; charset=utf-8", encoding: None, body: body.into_bytes(), location: None, len: None }
    }
}

/// One thread a connection and one request a connection: a held answer then never stands in the way of another.
fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.faults.stopped() {
            return;
        }
        let (Ok(stream), shared) = (stream, shared.clone()) else { continue };
        thread::spawn(move || {
            // A browser opens connections ahead of need and hangs up at will: neither is an error.
            let _ = converse(stream, &shared);
        });
    }
}

fn converse(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let Some(Request { method, target, encodings }) = read_request(&mut stream)? else { return Ok(()) };
    let (path, query) = target.split_once('?').map_or((&*target, None), |(path, query)| (path, Some(query)));
    let asked = decode(path).map(|path| query.map_or(path.clone(), |query| format!("{path}?{query}")));
    let answer = match (&*method, decode(path), &asked) {
        ("GET" | "HEAD", Some(decoded), Some(asked)) => shared.faults.pass(asked, || answer(shared, path, &decoded, query)),
        ("GET" | "HEAD", ..) => Some(Answer::html(400, "the address is not UTF-8")),
        _ => Some(Answer::html(405, "only GET and HEAD are answered here")),
    };
    let answer = answer.map(|answer| match shared.compressed.get() {
        Some(compressed) => compressed.answer(answer, &encodings),
        None => answer,
    });
    match answer {
        Some(answer) => send(&mut stream, &answer, method == "HEAD"),
        None => Ok(()),
    }
}

/// What counts of a request here. `encodings` is what its Accept-Encoding says.
struct Request {
    method: String,
    target: String,
    encodings: String,
}

/// The request, or nothing when the connection closed unused.
fn read_request(stream: &mut TcpStream) -> std::io::Result<Option<Request>> {
    // Bounds what one request may say, so that a runaway client cannot fill the memory.
    let mut lines = BufReader::new(stream.take(64 * 1024)).lines();
    let Some(first) = lines.next().transpose()? else { return Ok(None) };
    let mut encodings = String::new();
    for line in lines {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some((_, value)) = line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("accept-encoding")) {
            encodings = value.trim().to_owned();
        }
    }
    let mut words = first.split(' ');
    let line = words.next().zip(words.next());
    Ok(line.map(|(method, target)| Request { method: method.to_owned(), target: target.to_owned(), encodings }))
}

fn answer(shared: &Shared, raw: &str, decoded: &str, query: Option<&str>) -> Answer {
    let redirect = || {
        let query = query.map_or(String::new(), |query| format!("?{query}"));
        Answer { location: Some(format!("{raw}/{query}")), ..Answer::html(301, "moved") }
    };
    let Some(inside) = decoded.strip_prefix(&*shared.mount) else {
        let is_mount = shared.mount.strip_suffix('/') == Some(decoded);
        return if is_mount { redirect() } else { Answer::html(404, "this host has other sites too") };
    };
    // A browser resolves dots itself; what still has them tries to leave the folder.
    let leaves = inside.split(['/', '\\']).any(|part| part == "..") || inside.starts_with('/') || inside.contains('\0');
    let file = shared.dir.join(inside);
    if !leaves && file.is_dir() && !decoded.ends_with('/') {
        return redirect();
    }
    let file = if decoded.ends_with('/') { file.join("index.html") } else { file };
    match std::fs::read(&file) {
        Ok(body) if !leaves => Answer { status: 200, mime: mime(&file), encoding: None, body, location: None, len: None },
        _ => match std::fs::read(shared.dir.join("404.html")) {
            Ok(body) => Answer { body, ..Answer::html(404, "") },
            Err(_) => Answer::html(404, "not found, and the site has no 404.html"),
        },
    }
}

fn send(stream: &mut TcpStream, answer: &Answer, head_only: bool) -> std::io::Result<()> {
    let len = answer.len.unwrap_or(answer.body.len());
    let location = answer.location.iter().map(|to| format!("Location: {to}\r\n")).collect::<String>();
    let encoding = answer.encoding.iter().map(|encoding| format!("Content-Encoding: {encoding}\r\n")).collect::<String>();
    let mut message = format!(
        "HTTP/1.1 {} \r\nContent-Type: {}\r\nContent-Length: {len}\r\n{location}{encoding}Cache-Control: no-cache\r\nConnection: close\r\n\r\n",
        answer.status, answer.mime
    )
    .into_bytes();
    if !head_only {
        message.extend(&answer.body);
    }
    stream.write_all(&message)
}

/// Percent-decoding (RFC 3986, 2.1), or nothing when the bytes are not UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        _ => "application/octet-stream",
    }
}
