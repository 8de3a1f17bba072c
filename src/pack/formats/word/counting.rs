//! Numbers as lists show them: 3, c, iii, 三, 叁, ③.

/// A number in one of the formats of ECMA-376 part 1, 17.18.59; decimal in those that are not known here, and beyond their range.
pub fn numeral(number: u32, format: &str) -> String {
    let index = number.saturating_sub(1) as usize;
    let among = |signs: &str| signs.chars().nth(index).filter(|_| number > 0).map(String::from);
    let found = match format {
        "none" => Some(String::new()),
        "decimalZero" => Some(format!("{number:02}")),
        "lowerLetter" => letters(number, 'a'),
        "upperLetter" => letters(number, 'A'),
        "lowerRoman" => roman(number).map(|numeral| numeral.to_lowercase()),
        "upperRoman" => roman(number),
        "chineseCounting" | "chineseCountingThousand" | "taiwaneseCounting" | "taiwaneseCountingThousand" | "japaneseCounting" => {
            chinese(number, "零一二三四五六七八九", "十百千万")
        }
        "chineseLegalSimplified" => chinese(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万"),
        "ideographLegalTraditional" | "japaneseLegal" => chinese(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟萬"),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => digits(number, "〇一二三四五六七八九"),
        "decimalFullWidth" | "decimalFullWidth2" => digits(number, "０１２３４５６７８９"),
        "ideographTraditional" => among("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => among("子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => among("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "decimalEnclosedParen" => among("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        "decimalEnclosedFullstop" => among("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
        "ideographEnclosedCircle" => among("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        _ => None,
    };
    found.unwrap_or_else(|| number.to_string())
}

/// a … z, aa, bb …, as word processors count.
fn letters(number: u32, first: char) -> Option<String> {
    const ROUNDS: u32 = 10;
    let index = number.checked_sub(1)?;
    let letter = char::from_u32(first as u32 + index % 26)?;
    (index / 26 < ROUNDS).then(|| String::from(letter).repeat((index / 26 + 1) as usize))
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = (1..4000).contains(&number).then_some(number)?;
    let mut numeral = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            numeral.push_str(sign);
            left -= value;
        }
    }
    Some(numeral)
}

fn digits(number: u32, signs: &str) -> Option<String> {
    number.to_string().chars().map(|digit| signs.chars().nth(digit.to_digit(10)? as usize)).collect()
}

/// Below 100,000: 十二, 一百零五, 三千零二十. `places` are ten, hundred, thousand and ten thousand.
fn chinese(number: u32, signs: &str, places: &str) -> Option<String> {
    let sign = |digit: u32| signs.chars().nth(digit as usize);
    if number == 0 || number >= 100_000 {
        return (number == 0).then(|| sign(0).map(String::from)).flatten();
    }
    let mut numeral = String::new();
    let mut gap = false;
    for place in (0..5).rev() {
        let digit = number / 10_u32.pow(place) % 10;
        if digit == 0 {
            gap = !numeral.is_empty();
            continue;
        }
        if gap {
            numeral.push(sign(0)?);
            gap = false;
        }
        // 十二, not 一十二; but 一百一十二.
        if !(digit == 1 && place == 1 && numeral.is_empty()) {
            numeral.push(sign(digit)?);
        }
        if place > 0 {
            numeral.push(places.chars().nth(place as usize - 1)?);
        }
    }
    Some(numeral)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_lists_show_them() {
        for (number, format, expected) in [
            (3, "decimal", "3"),
            (3, "decimalZero", "03"),
            (28, "lowerLetter", "bb"),
            (4_000_000_000, "upperLetter", "4000000000"),
            (1994, "upperRoman", "MCMXCIV"),
            (4000, "lowerRoman", "4000"),
            (10, "chineseCounting", "十"),
            (12, "chineseCountingThousand", "十二"),
            (105, "chineseCounting", "一百零五"),
            (112, "chineseCounting", "一百一十二"),
            (3020, "chineseCountingThousand", "三千零二十"),
            (20, "chineseLegalSimplified", "贰拾"),
            (2022, "ideographDigital", "二〇二二"),
            (2, "ideographTraditional", "乙"),
            (11, "ideographTraditional", "11"),
            (20, "decimalEnclosedCircle", "⑳"),
            (0, "lowerLetter", "0"),
            (7, "none", ""),
        ] {
            assert_eq!(numeral(number, format), expected, "{number} {format}");
        }
    }
}
