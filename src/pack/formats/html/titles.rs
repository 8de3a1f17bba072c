//! A page's title without the name of its site, which Chinese pages put behind it: `县里修路_沁源县人民政府`.

use super::chinese::is_kana;
use crate::import::is_han;

/// What a page says besides its `<title>`.
#[derive(Debug, Default)]
pub struct Hints<'a> {
    /// The headings of the page, highest first.
    pub headings: &'a [String],
    /// The name of the site, where it is said.
    pub site: Option<&'a str>,
}

/// The title of the article. Titles that are not Chinese are left as Readability has them.
pub fn title(whole: &str, hints: &Hints) -> String {
    let whole = whole.trim();
    if !whole.chars().any(is_han) || whole.chars().any(is_kana) {
        return whole.to_owned();
    }
    let parts = parts(whole);
    if parts.len() < 2 {
        return whole.to_owned();
    }
    let starts: Vec<&str> = (1..parts.len()).rev().map(|count| whole[..parts[count - 1].end].trim()).collect();
    // A heading that the title begins with is the title.
    if let Some(heading) = hints
        .headings
        .iter()
        .map(|heading| heading.trim())
        .find(|heading| same(heading, whole) || starts.iter().any(|start| same(start, heading)))
    {
        return heading.to_owned();
    }
    let last = parts.len() - 1;
    let mut kept = parts.len();
    while kept > 1 {
        let part = &parts[kept - 1];
        let words = whole[part.start..part.end].trim();
        let is_named = hints.site.is_some_and(|site| same(site, words) || (words.chars().count() > 1 && site.contains(words)));
        if !(is_named || part.after_strong || is_site(words) || (kept - 1 < last && is_column(words))) {
            break;
        }
        kept -= 1;
    }
    whole[..parts[kept - 1].end].trim().to_owned()
}

struct Part {
    start: usize,
    end: usize,
    /// Whether it stands behind a sign that titles themselves hardly have.
    after_strong: bool,
}

/// The parts between `_`, `|`, `-` and the like; not between digits or Latin letters, as in `COVID-19`.
fn parts(whole: &str) -> Vec<Part> {
    let mut parts = vec![Part { start: 0, end: whole.len(), after_strong: false }];
    let characters: Vec<(usize, char)> = whole.char_indices().collect();
    let mut index = 0;
    while index < characters.len() {
        let (at, c) = characters[index];
        let run = characters[index..].iter().take_while(|(_, other)| *other == c).count();
        let is_strong = matches!(c, '_' | '|' | '｜' | '＿') || (c == '-' && run > 1);
        let is_weak = matches!(c, '-' | '–' | '－' | '—' | '»' | '>') && run == 1;
        let beside = |index: Option<usize>| index.and_then(|index| characters.get(index)).map(|(_, c)| *c);
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let within_word = is_word(beside(index.checked_sub(1))) && is_word(beside(Some(index + run)));
        if (is_strong || is_weak) && !within_word {
            let end = characters.get(index + run).map_or(whole.len(), |(at, _)| *at);
            if let Some(open) = parts.last_mut() {
                open.end = at;
            }
            parts.push(Part { start: end, end: whole.len(), after_strong: is_strong });
        }
        index += run;
    }
    parts.retain(|part| !whole[part.start..part.end].trim().is_empty());
    parts
}

fn same(a: &str, b: &str) -> bool {
    let bare = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (a, b) = (bare(a), bare(b));
    !a.is_empty() && a == b
}

/// Whether words end as the names of sites do.
fn is_site(words: &str) -> bool {
    const ENDS: &[&str] = &[
        "网",
        "网站",
        "政府",
        "门户",
        "门户网站",
        "日报",
        "晚报",
        "时报",
        "报",
        "客户端",
        "融媒体中心",
        "融媒体",
        "在线",
        "频道",
        "电视台",
        "广播电视台",
        "新闻网",
        "官网",
        "平台",
        "委员会",
        "局",
        "学校",
        "大学",
        "新华社",
        "通讯社",
        "百科",
        "资讯",
        "新闻中心",
    ];
    words.chars().count() <= 20 && ENDS.iter().any(|end| words.ends_with(end))
}

/// Whether words are the name of a part of a site.
fn is_column(words: &str) -> bool {
    let count = words.chars().count();
    (2..=8).contains(&count) && !words.contains(['，', '。', '：', '！', '？', '、'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(whole: &str, headings: &[&str], site: Option<&str>, expected: &str) {
        let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
        assert_eq!(title(whole, &Hints { headings: &headings, site }), expected);
    }

    #[test]
    fn the_name_of_the_site_is_no_part_of_the_title() {
        check("县里新修三条乡道_河川县人民政府", &[], None, "县里新修三条乡道");
        check("县里新修三条乡道_要闻_河川新闻网", &[], None, "县里新修三条乡道");
        check("县里新修三条乡道-工作动态-河川县交通运输局", &[], None, "县里新修三条乡道");
        check("县里新修三条乡道--本地--河川", &[], None, "县里新修三条乡道");
        check("县里新修三条乡道 | 今日河川", &[], None, "县里新修三条乡道");
        check("县里新修三条乡道 - 今日河川", &[], Some("今日河川"), "县里新修三条乡道");
        check("河东—河西公路通车-河川县人民政府", &["河东—河西公路通车"], None, "河东—河西公路通车");
    }

    #[test]
    fn a_title_with_a_dash_of_its_own_stays_whole() {
        check("春耕进行时——来自田间的报道", &[], None, "春耕进行时——来自田间的报道");
        check("2021-2022学年开学", &[], None, "2021-2022学年开学");
        check("Offprint - a reader", &[], None, "Offprint - a reader");
        check("河东-河西公路通车", &[], None, "河东-河西公路通车");
    }
}
