//! The language of a text.
// In place of what `import` is to have: letters tell the script, and the source's word is taken where it agrees.

use crate::article::is_language_tag;
use crate::import::{Options, is_han, language_of};

/// The language that a source says, unless its text is plainly in another script; else what the text tells; else the publisher's.
pub fn of(said: Option<&str>, text: &str, options: &Options) -> String {
    let script = script(text);
    let agrees = |tag: &&str| script.is_none_or(|(prefixes, _)| prefixes.iter().any(|prefix| primary(tag) == *prefix));
    let said = said.filter(|tag| is_language_tag(tag)).filter(agrees);
    let told = language_of(text).filter(agrees);
    let asked = options.lang.as_deref().filter(agrees);
    said.or(told).or(asked).or(script.map(|(_, tag)| tag)).unwrap_or("en").to_owned()
}

fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// Languages of the script that most letters are in, and the one that is likeliest.
fn script(text: &str) -> Option<(&'static [&'static str], &'static str)> {
    let mut counts = [0usize; 6];
    for c in text.chars().take(100_000) {
        match c {
            '\u{3040}'..='\u{30ff}' => counts[0] += 3,
            '\u{ac00}'..='\u{d7af}' => counts[1] += 2,
            '\u{600}'..='\u{6ff}' => counts[2] += 1,
            '\u{590}'..='\u{5ff}' => counts[3] += 1,
            '\u{400}'..='\u{4ff}' => counts[4] += 1,
            c if is_han(c) => counts[5] += 2,
            _ => {}
        }
    }
    let letters = text.chars().take(100_000).filter(|c| c.is_alphabetic()).count();
    let (index, count) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    if letters < 20 || *count * 2 < letters {
        return None;
    }
    // Japanese is Han with kana among it.
    let index = if index == 5 && counts[0] * 8 > counts[5] { 0 } else { index };
    const SCRIPTS: [(&[&str], &str); 6] = [
        (&["ja"], "ja"),
        (&["ko"], "ko"),
        (&["ar", "fa", "ur", "ug", "ps", "sd", "ckb"], "ar"),
        (&["he", "yi"], "he"),
        (&["ru", "uk", "bg", "be", "sr", "mk", "kk", "ky", "mn", "tg"], "ru"),
        (&["zh", "yue", "wuu", "lzh", "ja"], "zh-Hans"),
    ];
    Some(SCRIPTS[index])
}
