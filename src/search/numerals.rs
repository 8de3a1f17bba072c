//! Numbers, and the other ways in which a Chinese text may write them: 321亿 and 三百二十一亿.
//!
//! Works on folded characters. Values are whole ten-thousandths, so nothing here needs floats.

/// A number in a query: which characters, and what they say.
#[derive(Clone, Debug, PartialEq)]
pub struct Numeral {
    pub from: usize,
    pub to: usize,
    /// In units of 1 / [`SCALE`].
    value: u64,
    is_percent: bool,
}

const SCALE: u64 = 10_000;
/// Beyond this, nothing is respelt: ten to one stays free below what `u64` holds.
const GREATEST: u64 = 1_000_000_000_000_000_000;
const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const MAGNITUDES: [(char, u64); 5] = [('亿', 100_000_000), ('万', 10_000), ('千', 1000), ('百', 100), ('十', 10)];
/// In how many ways [`Numeral::spell`] writes.
pub const STYLES: usize = 7;

/// Whether a character may be part of a Chinese numeral.
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some() || magnitude(c).is_some() || c == '点'
}

pub fn magnitude(c: char) -> Option<u64> {
    MAGNITUDES.iter().find(|(sign, _)| *sign == c).map(|(_, value)| *value)
}

fn digit(c: char) -> Option<u64> {
    match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => DIGITS.iter().position(|digit| *digit == c).map(|value| value as u64),
    }
}

/// The number that begins at a position. Inexact ones (几十, 十几) are none, nor is a magnitude by itself (千亩).
pub fn numeral(chars: &[char], from: usize) -> Option<Numeral> {
    let at = |at: usize| chars.get(at).copied().unwrap_or_default();
    if from > 0 && matches!(chars[from - 1], '几' | '数' | '好' | '第') {
        return None;
    }
    let percent = ['百', '分', '之'];
    if chars[from..].starts_with(&percent) {
        let number = numeral(chars, from + 3)?;
        return Some(Numeral { from, is_percent: true, ..number });
    }
    let (to, value) = if at(from).is_ascii_digit() { arabic(chars, from)? } else { chinese(chars, from)? };
    if at(to) == '几' {
        return None;
    }
    let is_percent = at(to) == '%';
    Some(Numeral { from, to: to + usize::from(is_percent), value, is_percent })
}

fn arabic(chars: &[char], from: usize) -> Option<(usize, u64)> {
    let mut value: u64 = 0;
    // What a further digit is worth; whole numbers grow instead.
    let mut place = SCALE;
    let mut at = from;
    while let Some(c) = chars.get(at) {
        match c.to_digit(10) {
            Some(digit) if place == SCALE => value = value * 10 + u64::from(digit) * SCALE,
            Some(digit) => value += u64::from(digit) * place,
            None if *c == '.' => {}
            None => break,
        }
        if *c == '.' || place < SCALE {
            place /= 10;
        }
        if place == 0 || value > GREATEST {
            return None;
        }
        at += 1;
    }
    // 007 is a name, not seven.
    if chars[from] == '0' && at > from + 1 && chars[from + 1] != '.' {
        return None;
    }
    multiplied(chars, at, value)
}

/// A value times the magnitudes that follow it.
fn multiplied(chars: &[char], mut at: usize, mut value: u64) -> Option<(usize, u64)> {
    while let Some(times) = chars.get(at).and_then(|c| magnitude(*c)) {
        if value > GREATEST / times {
            return None;
        }
        value *= times;
        at += 1;
    }
    Some((at, value))
}

fn chinese(chars: &[char], from: usize) -> Option<(usize, u64)> {
    let run = chars[from..].iter().take_while(|c| is_numeral(**c)).count();
    let chars = &chars[..from + run];
    let digits = chars[from..].iter().take_while(|c| digit(**c).is_some()).count();
    if digits == run && run != 1 {
        // Digit by digit, as years are written.
        if !(3..=8).contains(&run) {
            return None;
        }
        let value = chars[from..].iter().fold(0, |value, c| value * 10 + digit(*c).unwrap_or_default());
        return Some((from + run, value * SCALE));
    }
    // All before the last 万 or 亿; since then; the digit that waits for its magnitude.
    let (mut total, mut section, mut waiting) = (0u64, 0u64, None);
    let (mut last, mut has_zero) = (u64::MAX, false);
    let mut at = from;
    while at < chars.len() {
        let c = chars[at];
        if c == '点' {
            let whole = total + section + waiting.or((at > from).then_some(0))?;
            return fraction(chars, at + 1, whole);
        } else if let Some(value) = digit(c) {
            if waiting.is_some() {
                return None;
            }
            if value == 0 { has_zero = true } else { waiting = Some(value) }
        } else {
            let times = magnitude(c)?;
            if times < 10_000 {
                let leads = times == 10 && section == 0;
                let value = waiting.or(leads.then_some(1))?;
                if times >= last {
                    return None;
                }
                section += value * times;
                (last, has_zero) = (times, false);
            } else {
                section += waiting.unwrap_or_default();
                // 亿 multiplies all before it, so that three 万亿 are what they are.
                let rest = if times > 10_000 { 0 } else { total };
                let multiplied = total - rest + section;
                if multiplied == 0 || multiplied > GREATEST / SCALE / times {
                    return None;
                }
                total = rest + multiplied * times;
                (section, last, has_zero) = (0, u64::MAX, false);
            }
            waiting = None;
        }
        at += 1;
    }
    // 一百五 may be 150 or a slip of 105: neither.
    if waiting.is_some() && total + section > 0 && last != 10 && !has_zero {
        return None;
    }
    let value = total + section + waiting.unwrap_or_default();
    (value > 0).then_some((at, value * SCALE))
}

/// The digits behind a spoken point, and what magnitudes follow.
fn fraction(chars: &[char], mut at: usize, whole: u64) -> Option<(usize, u64)> {
    let (mut value, mut place) = (whole * SCALE, SCALE);
    let start = at;
    while let Some(digit) = chars.get(at).and_then(|c| digit(*c)) {
        place /= 10;
        value += digit * place;
        at += 1;
    }
    if at == start || place == 0 { None } else { multiplied(chars, at, value) }
}

impl Numeral {
    /// Writes the number in one of [`STYLES`] ways. Two may come out alike.
    pub fn spell(&self, style: usize, out: &mut Vec<char>) {
        let (large, times) = self.largest();
        if self.is_percent {
            if style >= 2 {
                out.extend(['百', '分', '之']);
            }
            if style < 2 {
                write_arabic(self.value, out)
            } else {
                write_chinese(self.value, '二', out)
            }
            if style < 2 {
                out.push('%');
            }
            return;
        }
        match style {
            0 => {
                write_arabic(large, out);
                out.extend(times);
            }
            1 => write_arabic(self.value, out),
            2 => write_chinese(self.value, '二', out),
            3 => write_chinese(self.value, '两', out),
            4 => {
                write_chinese(large, '二', out);
                out.extend(times);
            }
            // Years, digit by digit.
            _ if (100..10_000).contains(&(self.value / SCALE)) && self.value.is_multiple_of(SCALE) => {
                let start = out.len();
                write_arabic(self.value, out);
                for c in &mut out[start..] {
                    let zero = if style == 5 { '〇' } else { '零' };
                    *c = if *c == '0' { zero } else { DIGITS[c.to_digit(10).unwrap_or_default() as usize] };
                }
            }
            _ => write_chinese(self.value, '二', out),
        }
    }

    /// The value in 亿 or 万, if it has so much and can be written in it.
    fn largest(&self) -> (u64, Option<char>) {
        for (sign, times) in &MAGNITUDES[..2] {
            if self.value >= times * SCALE && self.value.is_multiple_of(*times) {
                return (self.value / times, Some(*sign));
            }
        }
        (self.value, None)
    }
}

fn write_arabic(value: u64, out: &mut Vec<char>) {
    let mut place = SCALE;
    while value / 10 >= place {
        place *= 10;
    }
    let mut rest = value;
    while place >= SCALE || rest > 0 {
        if place == SCALE / 10 {
            out.push('.');
        }
        out.push(char::from(b'0' + (rest / place) as u8));
        rest %= place;
        place /= 10;
        if place == 0 {
            break;
        }
    }
}

fn write_chinese(value: u64, two: char, out: &mut Vec<char>) {
    let start = out.len();
    write_whole(value / SCALE, two, out);
    if out.len() == start {
        out.push('零');
    }
    // 十五, not 一十五.
    if out[start..].starts_with(&['一', '十']) {
        out.remove(start);
    }
    let mut rest = value % SCALE;
    if rest > 0 {
        out.push('点');
    }
    let mut place = SCALE / 10;
    while rest > 0 {
        out.push(DIGITS[(rest / place) as usize]);
        rest %= place;
        place /= 10;
    }
}

fn write_whole(value: u64, two: char, out: &mut Vec<char>) {
    let mut rest = value;
    let mut before = 0;
    for (sign, times) in MAGNITUDES {
        let many = rest / times;
        if many > 0 {
            // A gap between two magnitudes is spoken.
            if rest < before / 10 {
                out.push('零');
            }
            match many {
                2 if times > 10 => out.push(two),
                1..=9 => out.push(DIGITS[many as usize]),
                _ => write_whole(many, two, out),
            }
            out.push(sign);
            rest %= times;
            before = times;
        }
    }
    if rest > 0 {
        if rest < before / 10 {
            out.push('零');
        }
        out.push(DIGITS[rest as usize]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let Some(numeral) = numeral(&chars, 0) else { return Vec::new() };
        let mut all = Vec::new();
        for style in 0..STYLES {
            let mut out = Vec::new();
            numeral.spell(style, &mut out);
            out.extend(&chars[numeral.to..]);
            let out: String = out.into_iter().collect();
            if !all.contains(&out) {
                all.push(out);
            }
        }
        all
    }

    #[track_caller]
    fn alike(texts: &[&str]) {
        for text in texts {
            let spelt = spellings(text);
            for other in texts {
                assert!(spelt.iter().any(|spelt| spelt == other), "{other} is not among {spelt:?}, spellings of {text}");
            }
        }
    }

    #[test]
    fn a_number_is_one_in_every_spelling() {
        alike(&["三百二十一亿", "321亿", "32100000000"]);
        alike(&["两千九百八十", "二千九百八十", "2980"]);
        alike(&["一千二百五十七", "1257"]);
        alike(&["七点五万", "7.5万", "七万五千", "75000"]);
        alike(&["百分之十", "10%"]);
        alike(&["百分之七点五", "7.5%"]);
        alike(&["十万吨", "10万吨", "100000吨"]);
        alike(&["二〇二二年", "二零二二年", "2022年", "两千零二十二年"]);
        alike(&["三百零五", "305"]);
        alike(&["六百五十万", "650万", "6500000"]);
        alike(&["一万二千", "12000", "1.2万"]);
        alike(&["三万亿", "30000亿"]);
        alike(&["十五", "15"]);
        alike(&["0.5", "零点五"]);
        alike(&["一亿零五万", "100050000"]);
    }

    #[test]
    fn what_is_inexact_or_no_number_is_left_alone() {
        for text in ["几十", "十几个", "千亩", "亿元", "三二一亿", "一百五", "007", "百分", "万", "点"] {
            assert_eq!(spellings(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn no_number_is_too_large() {
        for text in ["99999999999999999999999", "九千万亿亿亿亿亿", "1万亿亿亿亿亿", "0.123456789", "一点二三四五六七八九"]
        {
            spellings(text);
        }
    }
}
