//! The command as people and machines call it: the real program, in folders of its own.
#![cfg(feature = "pack")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::Duration;
use tempfile::TempDir;

/// A compiled reader as far as building needs one, shaped as the bundler leaves it.
fn reader() -> &'static Path {
    static READER: OnceLock<PathBuf> = OnceLock::new();
    READER.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("command-reader");
        fs::create_dir_all(folder.join("scripts")).unwrap();
        let glue = "var a=1;var u=new URL(\"reader_bg.wasm\",import.meta.url);export{a as default,h as hydrate,m as mount};\n";
        for (name, content) in
            [("reader.js", glue), ("reader_bg.wasm", "\0asm"), ("checker.js", "export default 2;"), ("checker_bg.wasm", "\0asm")]
        {
            fs::write(folder.join(name), content).unwrap();
        }
        for script in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pack/scripts")).unwrap().map(Result::unwrap) {
            if script.path().is_file() {
                fs::copy(script.path(), folder.join("scripts").join(script.file_name())).unwrap();
            }
        }
        folder
    })
}

/// A folder in which the command is called.
struct Place(TempDir);

impl Place {
    fn with(files: &[(&str, &str)]) -> Self {
        let place = Place(tempfile::tempdir().unwrap());
        files.iter().for_each(|(name, content)| place.write(name, content));
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), content).unwrap();
    }

    /// `line`: what stands behind `offprint`, with no spaces within words. Where it builds, it is told of the reader.
    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_offprint"));
        command.args(line.split(' ')).current_dir(self.0.path()).env("TMPDIR", self.0.path());
        if line.starts_with("build") || line.starts_with("serve") {
            command.arg("--reader").arg(reader());
        }
        for variable in ["NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "BASE_URL", "RAYON_NUM_THREADS"] {
            command.env_remove(variable);
        }
        command
    }

    fn run(&self, line: &str) -> Output {
        self.command(line).output().unwrap()
    }

    /// Standard output of a call that must end with a code.
    #[track_caller]
    fn check(&self, line: &str, code: i32) -> String {
        let output = self.run(line);
        let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert_eq!(output.status.code(), Some(code), "offprint {line}\n{out}\n{err}");
        out
    }

    /// All files below a folder with what they hold.
    fn files(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        fn gather(root: &Path, folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    gather(root, &path, files);
                } else {
                    files.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap());
                }
            }
        }
        let mut files = BTreeMap::new();
        gather(&self.path(folder), &self.path(folder), &mut files);
        files
    }
}

const HALL: (&str, &str) =
    ("notices/hall.md", "# The market hall\n\nForty stalls under one roof.\n\n## Opening\n\nThe doors opened at six.\n");
const BRIDGE: (&str, &str) = ("notices/bridge.md", "# The bridge\n\nIt is closed until June.\n");
const MARKET: (&str, &str) = ("notices/shichang.md", "---\nlang: zh-Hans\n---\n# 市场开业\n\n县城的市场今天开业，四十个摊位。\n");

fn json_lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))).collect()
}

#[test]
fn the_example_is_built_without_a_word_of_complaint() {
    let place = Place::with(&[]);
    let next = place.check("new site-of-mine", 0);
    assert!(next.contains("cd site-of-mine"), "{next}");
    let within = |line: &str| place.command(line).current_dir(place.path("site-of-mine")).status().unwrap().code();
    assert_eq!(within("check --strict articles"), Some(0));
    assert_eq!(within("build articles -o site --strict"), Some(0));
    assert!(place.path("site-of-mine/site/zh-hans/a/kaishi/index.html").is_file());
    place.check("new site-of-mine", 3);
}

#[test]
fn each_call_ends_with_the_code_that_the_help_names() {
    let place = Place::with(&[
        HALL,
        ("lossy/a.md", "# A\n\n<script>1</script>\n\nWords.\n"),
        ("broken/a.article.json", "{"),
        ("mixed/a.article.json", "{"),
        ("mixed/b.md", "# B\n\nWords.\n"),
        ("misspelt.toml", "titel = \"x\""),
        ("topics.toml", "[[topic]]\nname = \"No kind\"\n"),
        ("bad-topics.toml", "topics = \"topics.toml\""),
        ("other/thesis.txt", "not a site"),
    ]);
    for (line, code) in [
        ("check notices", 0),
        ("check lossy", 0),
        ("check --strict lossy", 1),
        ("check broken", 1),
        ("check mixed", 1),
        ("build mixed -o mixed-site", 1),
        ("build broken -o broken-site", 1),
        ("build notices -o site --settings misspelt.toml", 1),
        ("build notices -o site --settings bad-topics.toml", 1),
        ("build notices -o other", 3),
        ("build notices -o site --settings missing.toml", 3),
        ("check not-there", 3),
        ("build notices", 2),
        ("chek notices", 2),
        ("check", 2),
        ("--help", 0),
        ("build notices -o site", 0),
        ("query site stalls", 0),
        ("query site nothing-of-the-kind", 1),
        ("query other stalls", 3),
        ("query site stalls --lang fr", 3),
        ("topics notices", 3),
        ("import notices/hall.md -o imported", 0),
        ("import notices/hall.md -o imported", 3),
        ("export site --single-file -o one.html", 0),
        ("export site --single-file", 2),
    ] {
        place.check(line, code);
    }
    // What could be built was.
    assert!(place.path("mixed-site/a/b/index.html").is_file() && !place.path("broken-site").exists());
    assert_eq!(fs::read(place.path("one.html")).unwrap(), fs::read(place.path("site/a/hall/one.html")).unwrap());
    let typo = String::from_utf8(place.run("chek notices").stderr).unwrap();
    assert!(typo.contains("'check'"), "{typo}");
}

#[test]
fn machines_get_a_json_object_a_line_and_at_last_the_counts() {
    let place =
        Place::with(&[HALL, BRIDGE, ("notices/lossy.md", "# A\n\n<script>1</script>\n\nWords.\n"), ("notices/bad.article.json", "{")]);
    let lines = json_lines(&place.check("check --json notices", 1));
    let (last, said) = lines.split_last().unwrap();
    assert_eq!(
        *last,
        serde_json::json!({"level": "result", "files": 4, "articles": 3, "errors": 1, "warnings": 1, "notes": 0}),
        "{lines:?}"
    );
    let script = said.iter().find(|line| line["level"] == "warning").unwrap();
    assert_eq!((&script["file"], &script["line"]), (&"notices/lossy.md".into(), &3.into()));
    let lines = json_lines(&place.check("build --json notices -o site", 1));
    let result = lines.last().unwrap();
    assert_eq!((&result["articles"], &result["unchanged"]), (&3.into(), &0.into()));
    assert_eq!(result["files"], place.files("site").len());
    assert_eq!(result["bytes"], place.files("site").values().map(Vec::len).sum::<usize>());
    let failed = json_lines(&place.check("build --json not-there -o site", 3));
    assert!(failed[0]["level"] == "error" && failed[0]["help"].is_string(), "{failed:?}");
}

#[test]
fn nothing_is_coloured_for_whoever_wants_no_colours() {
    let place = Place::with(&[("lossy/a.md", "# A\n\n<script>1</script>\n\nWords.\n")]);
    for line in ["check lossy", "check not-there", "chek", "--help"] {
        let escapes = |no_color: &str| {
            let output = place.command(line).env("CLICOLOR_FORCE", "1").env("NO_COLOR", no_color).output().unwrap();
            [output.stdout, output.stderr].concat().contains(&0x1b)
        };
        assert!(!escapes("1"), "{line}");
        // clap asks for colours of its own by CLICOLOR_FORCE, miette too; without that there would be nothing to take away.
        assert!(escapes(""), "{line}");
    }
}

#[test]
fn a_second_build_has_the_same_bytes_and_says_what_was_left_as_it_was() {
    let place = Place::with(&[HALL, BRIDGE, MARKET]);
    place.check("build notices -o site", 0);
    let first = place.files("site");
    let lines = json_lines(&place.check("build --json notices -o site", 0));
    assert_eq!(lines.last().unwrap()["unchanged"], first.len());
    assert!(first == place.files("site"));
    place.write(BRIDGE.0, "# The bridge\n\nIt is open.\n");
    let lines = json_lines(&place.check("build --json notices -o site", 0));
    let unchanged = lines.last().unwrap()["unchanged"].as_u64().unwrap() as usize;
    assert!(0 < unchanged && unchanged < first.len(), "{unchanged}");
}

#[test]
fn neither_the_order_of_sources_nor_the_number_of_threads_makes_a_difference() {
    let place = Place::with(&[HALL, BRIDGE, MARKET]);
    let build = |sources: &str, threads: &str, site: &str| {
        let mut command = place.command(&format!("build {sources} -o {site} --quiet"));
        assert!(command.env("RAYON_NUM_THREADS", threads).status().unwrap().success());
        place.files(site)
    };
    let one = build("notices/bridge.md notices/hall.md notices/shichang.md", "1", "one");
    assert!(one == build("notices/shichang.md notices/hall.md notices/bridge.md", "4", "two"));
    assert!(one == build("notices", "2", "three"));
}

#[test]
fn a_killed_build_leaves_the_old_site_and_does_not_stand_in_the_way() {
    let place = Place::with(&[HALL, BRIDGE]);
    place.check("build notices -o site", 0);
    let old = place.files("site");
    for number in 0..400 {
        place.write(&format!("notices/{number}.md"), &format!("# Notice {number}\n\nWords.\n"));
    }
    let mut build = place.command("build notices -o site --quiet").spawn().unwrap();
    // Until it writes.
    while !place.path(".site.part/a").exists() {
        assert!(build.try_wait().unwrap().is_none(), "it has ended before it could be killed");
        std::thread::yield_now();
    }
    build.kill().unwrap();
    assert!(!build.wait().unwrap().success());
    assert!(old == place.files("site"));
    place.check("build notices -o site", 0);
    assert!(place.path("site/a/n7/index.html").is_file());
    assert!(fs::read_dir(place.0.path()).unwrap().all(|entry| !entry.unwrap().file_name().to_string_lossy().starts_with(".site")));
}

#[test]
fn a_query_finds_what_the_reader_finds() {
    let place = Place::with(&[HALL, BRIDGE, MARKET, ("offprint.toml", "languages = [\"en\", \"zh-Hans\"]\ntitle = \"Notices\"\n")]);
    place.check("build notices -o library", 0);
    let found = place.check("query library stalls", 0);
    assert!(found.contains("The market hall") && found.contains("Forty stalls") && found.contains("a/hall/#"), "{found}");
    let hits = json_lines(&place.check("query library stalls --json", 0));
    let (page, anchor) = hits[0]["path"].as_str().unwrap().split_once('#').unwrap();
    let html = fs::read_to_string(place.path("library").join(page).join("index.html")).unwrap();
    assert!(html.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    let hits = json_lines(&place.check("query library 市场 --lang zh-hans --json", 0));
    assert!(
        hits.iter().all(|hit| hit["article"] == "市场开业" && hit["path"].as_str().unwrap().starts_with("zh-hans/a/shichang/")),
        "{hits:?}"
    );
    let marked = hits.iter().flat_map(|hit| hit["excerpt"].as_array().unwrap()).filter(|piece| piece["match"] == true);
    assert!(marked.clone().count() > 0 && marked.clone().all(|piece| piece["text"] == "市场"));
    // Of one article.
    fs::remove_file(place.path("offprint.toml")).unwrap();
    place.check("build notices/hall.md -o site", 0);
    let hits = json_lines(&place.check("query site doors --json", 0));
    assert_eq!((&hits[0]["article"], &hits[0]["heading"]), (&"The market hall".into(), &"Opening".into()));
    let all = json_lines(&place.check("query site the --json", 0));
    assert!(all.len() > 1);
    assert_eq!(json_lines(&place.check("query site the --limit 1 --json", 0)), all[..1]);
}

#[test]
fn a_site_that_was_altered_is_not_searched() {
    let place = Place::with(&[HALL]);
    place.check("build notices -o site", 0);
    let bundle = place.files("site").into_keys().find(|path| path.to_string_lossy().starts_with("hall.en-")).unwrap();
    let path = place.path("site").join(bundle);
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("six", "ten")).unwrap();
    place.check("query site doors", 3);
}

#[test]
fn topics_are_counted_and_proposed() {
    let place = Place::with(&[
        ("notices/a.md", "# A\n\nQinyuan County has a hall. Anna Lindqvist likes Qinyuan County; Anna Lindqvist said so.\n"),
        ("notices/b.md", "# B\n\nIn Qinyuan County with Anna Lindqvist, by Anna Lindqvist.\n"),
        ("offprint.toml", "topics = \"topics.toml\"\n"),
        ("topics.toml", "[[topic]]\nkind = \"place\"\nname = \"Beijing\"\n\n[[topic]]\nkind = \"place\"\nname = \"Qinyuan County\"\n"),
    ]);
    let before = place.files(".");
    let lines = json_lines(&place.check("topics notices --json", 0));
    assert_eq!(lines[0], serde_json::json!({"id": "qinyuan-county", "name": "Qinyuan County", "count": 3, "articles": 2}));
    assert_eq!((&lines[1]["name"], &lines[1]["count"]), (&"Beijing".into(), &0.into()));
    assert!(place.check("topics notices", 0).contains("Beijing (beijing), never mentioned"));
    let suggested = json_lines(&place.check("topics --suggest notices --json", 0));
    assert_eq!(suggested[0], serde_json::json!({"name": "Anna Lindqvist", "count": 4, "articles": 2}), "{suggested:?}");
    assert!(suggested.iter().all(|line| line["name"] != "Qinyuan County"));
    assert!(before == place.files("."));
}

#[test]
fn shells_and_manuals_know_every_subcommand() {
    let place = Place::with(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(place.check(&format!("completions {shell}"), 0).contains("serve"), "{shell}");
    }
    assert!(place.check("man", 0).starts_with(".ie"));
    place.check("man --out pages", 0);
    assert!(["offprint.1", "offprint-serve.1", "offprint-query.1"].iter().all(|page| place.path("pages").join(page).is_file()));
}

/// A server that ends with its test.
struct Served {
    child: Child,
    address: String,
    /// What it says on the standard error.
    said: BufReader<ChildStderr>,
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let line = self.head.lines().find(|line| line.to_ascii_lowercase().starts_with(&format!("{name}: ")));
        line.map_or("", |line| line[name.len() + 2..].trim())
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Served {
    fn begin(place: &Place, line: &str) -> Self {
        let mut child = place.command(&format!("serve {line} --port 0")).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stderr.take().unwrap());
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let address = first.trim().strip_prefix("http://").and_then(|rest| rest.strip_suffix('/'));
        Served { address: address.unwrap_or_else(|| panic!("{first:?} is no address")).to_owned(), child, said }
    }

    /// Waits until it has said something.
    fn says(&mut self, words: &str) {
        let mut line = String::new();
        while !line.contains(words) {
            line.clear();
            assert!(self.said.read_line(&mut line).unwrap() > 0, "it has ended without a word of “{words}”");
        }
    }

    fn ask(&self, path: &str, headers: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        // Only for a test that fails.
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n", self.address).unwrap();
        stream
    }

    fn get_with(&self, path: &str, headers: &str) -> Answer {
        let mut answer = Vec::new();
        self.ask(path, headers).read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        Answer { status: head.split(' ').nth(1).unwrap().parse().unwrap(), head, body: answer[end + 4..].to_vec() }
    }

    fn get(&self, path: &str) -> Answer {
        self.get_with(path, "")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_built_site_is_served_as_a_good_host_does() {
    let place = Place::with(&[HALL, BRIDGE, ("secret.txt", "secret")]);
    place.check("build notices -o site", 0);
    for name in ["x.mjs", "x.xml", "x.avif", "x.webp"] {
        place.write(&format!("site/{name}"), "x");
    }
    let before = place.files("site");
    let served = Served::begin(&place, "site");
    let named =
        |start: &str| format!("/{}", before.keys().map(|path| path.to_string_lossy()).find(|path| path.starts_with(start)).unwrap());
    for (path, kind) in [
        ("/", "text/html"),
        ("/a/hall/", "text/html"),
        ("/app.webmanifest", "application/manifest+json"),
        ("/sw.js", "text/javascript"),
        ("/article.schema.json", "application/json"),
        // One of the names of JavaScript (WHATWG MIME Sniffing, 4.6).
        ("/x.mjs", "application/javascript"),
        ("/x.xml", "text/xml"),
        ("/x.avif", "image/avif"),
        ("/x.webp", "image/webp"),
        (&named("seal-1"), "image/png"),
        (
            &format!("/{}", before.keys().map(|path| path.to_string_lossy()).find(|path| path.ends_with(".wasm")).unwrap()),
            "application/wasm",
        ),
    ] {
        let answer = served.get(path);
        assert_eq!((answer.status, answer.header("content-type"), answer.header("cache-control")), (200, kind, "no-cache"), "{path}");
    }
    let moved = served.get("/a/hall");
    assert_eq!((moved.status, moved.header("location")), (307, "/a/hall/"));
    // To the letter: the script that loads pages anew belongs to drafts.
    assert!(served.get("/a/hall/").body == before[Path::new("a/hall/index.html")]);
    let lost = served.get("/nothing/here");
    assert!(lost.status == 404 && lost.body == before[Path::new("404.html")]);
    for coding in ["br", "gzip"] {
        let packed = served.get_with("/", &format!("Accept-Encoding: {coding}\r\n"));
        assert_eq!((packed.header("content-encoding"), packed.header("vary")), (coding, "accept-encoding"));
        assert!(packed.body.len() < before[Path::new("index.html")].len() / 2);
    }
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/a/..%5c..%5c..%5csecret.txt",
        "//../secret.txt",
        "/a/../../secret.txt",
    ] {
        let answer = served.get(path);
        assert!((400..500).contains(&answer.status) && !answer.text().contains("secret"), "{path}: {}", answer.status);
    }
    assert!(before == place.files("site"));
}

#[test]
fn open_pages_follow_what_is_written() {
    let place = Place::with(&[HALL, BRIDGE]);
    let mut served = Served::begin(&place, "notices");
    let key = |page: &str| page.rsplit_once("src=\"/_reload.js?").and_then(|(_, rest)| rest.split('"').next()).unwrap().to_owned();
    let page = served.get("/a/bridge/").text();
    assert!(page.contains("closed until June"), "{page}");
    assert!(served.get("/_reload.js").text().contains("EventSource"));
    assert!(served.get("/sw.js").text().contains("unregister"));
    let first = key(&page);
    let changes = BufReader::new(served.ask(&format!("/_changed?{first}"), ""));
    place.write(BRIDGE.0, "# The bridge\n\nIt is open again.\n");
    assert!(changes.lines().any(|line| line.unwrap() == "data: changed"));
    let page = served.get("/a/bridge/").text();
    assert!(page.contains("open again") && key(&page) != first);

    // A page that asks too late is told at once.
    assert!(BufReader::new(served.ask(&format!("/_changed?{first}"), "")).lines().any(|line| line.unwrap() == "data: changed"));

    // With something wrong in it, the site stays as it was; what is hidden is nobody's business.
    place.write("notices/.hidden.md", "# Hidden\n");
    place.write("notices/new.article.json", "{");
    served.says("changed: notices/new.article.json");
    served.says("as it was before");
    fs::remove_file(place.path("notices/new.article.json")).unwrap();
    served.says("built anew: 2 articles");
    place.write("offprint.toml", "titel = 1");
    served.says("unknown field `titel`");
    served.says("as it was before");
    let page = served.get("/a/bridge/").text();
    assert!(page.contains("open again") && served.get("/a/hall/").status == 200);
    let changes = BufReader::new(served.ask(&format!("/_changed?{}", key(&page)), ""));
    place.write("offprint.toml", "title = \"Renamed\"");
    assert!(changes.lines().any(|line| line.unwrap() == "data: changed"));
    assert!(served.get("/").text().contains("Renamed"));
}
