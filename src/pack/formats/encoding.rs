//! Bytes as text, whatever encoding they are in.
//!
//! UTF-8 is tried before anything is guessed: hardly any text in another encoding happens to be valid UTF-8.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// How far a page's own word for its encoding is looked for: HTML standard, 13.2.3.2, "prescan a byte stream".
const PRESCAN_BYTES: usize = 1024;

/// The text, and the name of its encoding if that is not UTF-8.
pub fn decode(bytes: &[u8]) -> (String, Option<&'static str>) {
    decode_as(bytes, None)
}

/// The same of a page, which may say its encoding.
pub fn decode_html(bytes: &[u8]) -> (String, Option<&'static str>) {
    // A page that was saved anew still says what it was saved in before; text in another encoding is hardly ever UTF-8 by chance.
    let is_plainly_utf8 = !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
    let declared = declared(&bytes[..bytes.len().min(PRESCAN_BYTES)]).filter(|_| !is_plainly_utf8);
    decode_as(bytes, declared)
}

fn decode_as(bytes: &[u8], declared: Option<&'static Encoding>) -> (String, Option<&'static str>) {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, &bytes[mark..]),
        None => (declared.unwrap_or_else(|| detected(bytes)), bytes),
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), (encoding != UTF_8).then(|| encoding.name()))
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    if let Some(encoding) = utf_16(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    // Over the whole file and without a hint from any address: it is the characters that tell.
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// UTF-16 without a mark: only there has a text bytes that are 0, in the half of each unit that is empty in Latin and in spaces.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let empty = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    match (empty(0), empty(1)) {
        (0, 0) => None,
        (high, low) if high > low => Some(UTF_16BE),
        _ => Some(UTF_16LE),
    }
}

/// What a page says of itself, in `<meta charset>` or in `<meta http-equiv content>`.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut rest = without_comments(&head);
    while let Some(start) = rest.find("<meta") {
        let tag = rest[start + 5..].split('>').next().unwrap_or_default().to_owned();
        if let Some(label) = label(&tag)
            && let Some(encoding) = Encoding::for_label(label.as_bytes())
        {
            // The bytes of the tag were read one by one, so it cannot be UTF-16 that it stands in.
            return Some(match encoding {
                e if e == UTF_16BE || e == UTF_16LE => UTF_8,
                e if e == X_USER_DEFINED => WINDOWS_1252,
                e => e,
            });
        }
        rest = rest[start + 5..].to_owned();
    }
    None
}

fn without_comments(head: &str) -> String {
    let mut parts = head.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("-->").map_or("", |(_, after)| after))
}

fn label(tag: &str) -> Option<&str> {
    let (_, after) = tag.split_once("charset")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    value.split(|c: char| matches!(c, '"' | '\'' | ';' | '/') || c.is_whitespace()).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, EUC_KR, GB18030, GBK, SHIFT_JIS};

    const SIMPLIFIED: &str = "集市在六点开门，四十个摊位一字排开。来的人不少，买菜的、问路的、看热闹的都有。";
    const TRADITIONAL: &str = "市集在六點開門，四十個攤位一字排開。來的人不少，買菜的、問路的、看熱鬧的都有。";
    const JAPANESE: &str = "市場は六時に開きます。四十の屋台が並び、買い物をする人でいっぱいになりました。";
    const KOREAN: &str = "시장은 여섯 시에 문을 엽니다. 마흔 개의 가게가 줄지어 서 있고 사람들이 많이 왔습니다.";

    #[track_caller]
    fn check(bytes: &[u8], text: &str, name: Option<&str>) {
        assert_eq!(decode(bytes), (text.to_owned(), name.map(|name| Encoding::for_label(name.as_bytes()).unwrap().name())));
    }

    #[test]
    fn utf_8_is_read_with_and_without_its_mark() {
        check(SIMPLIFIED.as_bytes(), SIMPLIFIED, None);
        check(&["\u{feff}", SIMPLIFIED].concat().into_bytes(), SIMPLIFIED, None);
        check(b"", "", None);
    }

    #[test]
    fn utf_16_is_known_by_its_mark_or_by_its_empty_bytes() {
        let text = format!("1. {SIMPLIFIED}\n2. Market hall\n");
        let units = |mark: &str| (mark.to_owned() + &text).encode_utf16().collect::<Vec<u16>>();
        for mark in ["\u{feff}", ""] {
            let little: Vec<u8> = units(mark).iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = units(mark).iter().flat_map(|unit| unit.to_be_bytes()).collect();
            check(&little, &text, Some("UTF-16LE"));
            check(&big, &text, Some("UTF-16BE"));
        }
    }

    #[test]
    fn the_encodings_of_east_asia_are_told_by_their_bytes() {
        for (encoding, text) in [(GBK, SIMPLIFIED), (BIG5, TRADITIONAL), (SHIFT_JIS, JAPANESE), (EUC_KR, KOREAN)] {
            let (bytes, _, failed) = encoding.encode(text);
            assert!(!failed);
            check(&bytes, text, Some(encoding.name()));
        }
        // Four bytes, which GBK has not: browsers decode both alike.
        let rare = format!("{SIMPLIFIED}𠮷");
        let (bytes, ..) = GB18030.encode(&rare);
        assert_eq!(decode(&bytes).0, rare);
    }

    #[track_caller]
    fn check_page(head: &str, encoding: &'static Encoding) {
        let page = format!("{head}<p>{TRADITIONAL}");
        let (bytes, ..) = encoding.encode(&page);
        assert_eq!(decode_html(&bytes), (page, (encoding != UTF_8).then(|| encoding.name())));
    }

    #[test]
    fn a_page_says_its_encoding_itself() {
        check_page("<meta charset=big5>", BIG5);
        check_page("<META http-equiv='Content-Type' content='text/html; charset=GBK'>", GBK);
        check_page("<!-- <meta charset=big5> --><meta charset=\"gb18030\">", GB18030);
        check_page("<meta name=description content=x><meta charset = 'utf-16'>", UTF_8);
        check_page("<title>no word of it</title>", BIG5);
    }

    #[test]
    fn a_mark_outweighs_what_a_page_says_and_what_it_says_too_late_is_nothing() {
        let page = format!("<meta charset=gbk><p>{SIMPLIFIED}");
        assert_eq!(decode_html(format!("\u{feff}{page}").as_bytes()), (page, None));
        let late = format!("{}<meta charset=gbk><p>{SIMPLIFIED}", " ".repeat(PRESCAN_BYTES));
        assert_eq!(decode_html(late.as_bytes()), (late, None));
    }
}
