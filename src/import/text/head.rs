//! What stands above a text: the way to the page, its title, its day and where it comes from.

use super::layout::{Chunk, width};
use crate::import::{Loss, Lost, Spot, date_of, is_han};

#[derive(Debug, Default)]
pub struct Head {
    pub title: Option<String>,
    pub outlet: String,
    /// Where the page lies, from its site on.
    pub channel: String,
    pub published: String,
    pub authors: Vec<String>,
    pub losses: Vec<Loss>,
}

/// What a field of a dateline says.
#[derive(Clone, Copy, PartialEq)]
enum Says {
    Outlet,
    Author,
    /// When; the date is found anyway.
    Day,
    /// What an article has no place for.
    Other,
}

const LABELS: [(&str, Says); 26] = [
    ("来源", Says::Outlet),
    ("稿源", Says::Outlet),
    ("来自", Says::Outlet),
    ("文章来源", Says::Outlet),
    ("信息来源", Says::Outlet),
    ("來源", Says::Outlet),
    ("作者", Says::Author),
    ("文/", Says::Author),
    ("发布时间", Says::Day),
    ("發布時間", Says::Day),
    ("发布日期", Says::Day),
    ("时间", Says::Day),
    ("日期", Says::Day),
    ("责任编辑", Says::Other),
    ("编辑", Says::Other),
    ("責任編輯", Says::Other),
    ("責编", Says::Other),
    ("责编", Says::Other),
    ("字号", Says::Other),
    ("浏览次数", Says::Other),
    ("source", Says::Outlet),
    ("author", Says::Author),
    ("by", Says::Author),
    ("published", Says::Day),
    ("updated", Says::Other),
    ("editor", Says::Other),
];

/// Columns of a dateline; what is longer is text.
const LONGEST: usize = 160;

/// Takes the head off the chunks.
pub fn take(chunks: &mut Vec<Chunk>) -> Head {
    let mut head = Head::default();
    let mut site = String::new();
    if let Some(way) = first(chunks).and_then(way) {
        drop_first(chunks);
        let mut way = way.into_iter();
        site = way.next().unwrap_or_default();
        head.channel = way.collect::<Vec<_>>().join(" > ");
    }
    let Some(title) = first(chunks).map(str::to_owned) else { return head };
    head.title = Some(title.chars().take(200).collect());
    // A first line that is a paragraph titles the text and stays in it.
    if width(&title) <= LONGEST {
        drop_first(chunks);
        // The day and the byline, in either order, each on a line of its own or both on one.
        for _ in 0..3 {
            let Some(at) = chunks.first().map(|chunk| Spot::At(chunk[0].at)) else { break };
            if !first(chunks).is_some_and(|line| dateline(line, &mut head, &at)) {
                break;
            }
            drop_first(chunks);
        }
    }
    match (head.outlet.is_empty(), site.is_empty()) {
        (true, _) => head.outlet = site,
        (false, false) if site != head.outlet => {
            head.channel = if head.channel.is_empty() { site } else { format!("{site} > {}", head.channel) };
        }
        _ => {}
    }
    head
}

fn first<'a>(chunks: &[Chunk<'a>]) -> Option<&'a str> {
    chunks.first().map(|chunk| chunk[0].words)
}

fn drop_first(chunks: &mut Vec<Chunk>) {
    chunks[0].remove(0);
    if chunks[0].is_empty() {
        chunks.remove(0);
    }
}

/// The names on the way to the page, the site's first, empty where the way does not say it: `某某网首页 > 首页 > 新闻`.
fn way(line: &str) -> Option<Vec<String>> {
    let line = ["当前位置", "您的位置", "您现在的位置", "你的位置", "當前位置", "You are here"]
        .iter()
        .find_map(|label| line.strip_prefix(label))
        .map_or(line, |rest| rest.trim_start_matches([':', '：', ' ']));
    let parts: Vec<&str> = line.split(['>', '›', '»', '＞', '→']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() < 2 || parts.iter().any(|part| width(part) > 60) {
        return None;
    }
    let is_home = |part: &str| matches!(part, "首页" | "首頁" | "主页" | "网站首页") || part.eq_ignore_ascii_case("home");
    let site = parts[0].strip_suffix("首页").or(parts[0].strip_suffix("首頁")).filter(|site| !site.is_empty() && *site != "网站");
    let first = if site.is_some() || is_home(parts[0]) { 1 } else { 0 };
    let rest = parts[first..].iter().filter(|part| !is_home(part) && !matches!(**part, "正文" | "Article"));
    Some(std::iter::once(site.unwrap_or_default()).chain(rest.copied()).map(str::to_owned).collect())
}

/// Reads a line of fields, `2022年7月26日 10:10 来源:某某网 编辑:`; `false` if it is none.
fn dateline(line: &str, head: &mut Head, at: &Spot) -> bool {
    if width(line) > LONGEST {
        return false;
    }
    let date = date_of(line);
    let (before, after) = date.as_ref().map_or((line, ""), |(_, range)| (&line[..range.start], &line[range.end..]));
    let mut rest: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for side in [before, after] {
        rest.push(fields(side, &mut found));
    }
    let rest: Vec<&str> = rest.iter().flat_map(|side| side.split(is_between)).filter(|word| !is_of_a_clock(word)).collect();
    // A sentence that happens to hold a date is text.
    let is_sentence = line.ends_with(['。', '，', '！', '？', '…'])
        || (rest.len() > 6 && !rest.is_empty())
        || rest.concat().chars().filter(|c| is_han(*c)).count() > 12;
    if is_sentence || (date.is_none() && found.is_empty()) {
        return false;
    }
    if let Some((date, _)) = date
        && head.published.is_empty()
    {
        head.published = date;
    }
    for (label, says, value) in found {
        match says {
            _ if value.is_empty() => {}
            Says::Outlet if head.outlet.is_empty() => head.outlet = value,
            Says::Author => {
                let names = value.split(['、', ',', '，']).flat_map(|part| part.split(" and ")).map(str::trim);
                head.authors.extend(names.filter(|name| !name.is_empty()).map(str::to_owned));
            }
            _ => head.losses.push(Loss::new(Lost::Field { name: label }).with_words(value).at(at.clone())),
        }
    }
    if !rest.is_empty() {
        head.losses.push(Loss::new(Lost::Field { name: "dateline".into() }).with_words(rest.join(" ")).at(at.clone()));
    }
    true
}

/// Takes the fields with labels out of a line; gives back what stands before the first.
fn fields(line: &str, found: &mut Vec<(String, Says, String)>) -> String {
    let mut starts: Vec<(usize, usize, &str, Says)> = Vec::new();
    let lower = line.to_ascii_lowercase();
    for (label, says) in LABELS {
        for (at, _) in lower.match_indices(label) {
            let end = at + label.len();
            let is_start = !lower[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
            let after = &line[end..];
            let colon = after.trim_start().chars().next().filter(|c| matches!(c, ':' | '：'));
            let is_by = label == "by" && after.starts_with(' ') && after.trim_start().starts_with(|c: char| c.is_uppercase());
            if is_start && (colon.is_some() || is_by || label.ends_with('/')) {
                let value = if let Some(colon) = colon { end + after.find(colon).unwrap_or_default() + colon.len_utf8() } else { end };
                starts.push((at, value, label, says));
            }
        }
    }
    // The longest label counts where one is part of another: 责任编辑, 编辑.
    starts.sort_by_key(|(at, value, ..)| (*at, std::cmp::Reverse(*value)));
    let mut last = 0;
    starts.retain(|(at, value, ..)| {
        let is_free = *at >= last;
        last = if is_free { *value } else { last };
        is_free
    });
    for (index, (_, value, label, says)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(line.len(), |(at, ..)| *at);
        let value = line[*value..end].split(['|', '·', '丨', '｜', '•']).next().unwrap_or_default();
        let value = value.trim_matches(|c: char| is_between(c) || matches!(c, '(' | '（' | '[' | '【'));
        found.push(((*label).to_owned(), *says, value.to_owned()));
    }
    line[..starts.first().map_or(line.len(), |(at, ..)| *at)].to_owned()
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | '·' | '丨' | '｜' | '•' | ',' | '-' | '—' | '–' | '/' | ')' | '）' | ']' | '】' | '(' | '（')
}

/// `10:10:40`, `10时`, `星期二`, nothing.
fn is_of_a_clock(word: &str) -> bool {
    let is_time = word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().all(|c| c.is_ascii_digit() || ":：时分秒時+Z".contains(c));
    let day = word.to_ascii_lowercase();
    let is_day = word.starts_with("星期") || word.starts_with("周") || (day.ends_with("day") && day.len() < 10);
    word.is_empty() || is_time || is_day || matches!(day.as_str(), "am" | "pm" | "at" | "on" | "published")
}
