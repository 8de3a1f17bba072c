//! Files that other programs have written, by `tests/fixtures/import/word/make.py`.

use super::*;

#[track_caller]
fn check_fixture(name: &str, expected: &str, lost: &[&str]) -> Draft {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/word").join(name);
    let draft = import(&std::fs::read(path).unwrap(), &Options::default()).unwrap();
    assert_sound(&draft);
    assert_eq!(shown(&draft), expected.trim());
    assert_eq!(losses(&draft), lost);
    draft
}

#[test]
fn a_file_of_pandoc_is_read_whole() {
    let expected = "
# Spring planting in the valley
## What is planned
Between *15 March* and **30 April** the county plants trees on four slopes.[^] Each slope has a warden; see [the timetable](#when) and [https://example.org/planting](https://example.org/planting).
[^] Slopes above 1,400 m are left out: snow lies there until May.
1. Dig in the first week.
2. Plant in the second:
  - oak on the northern slope,
  - pine on the others.
3. Water until rain comes.
## When
| Slope | Trees | Week |
| Northern | 420 | 1 |
| Eastern | 1,300 | 2 |
^ Trees and weeks
The water that a slope needs is $V=n/k+√(s^2)$ litres, where
$$s=∑_(i=1)^n x_i$$
> Plant when the ground is soft.
```slope = 4
    trees = 420```
H_{2}O is brought in tanks of 5 m^{3}.";
    let draft = check_fixture("pandoc.docx", expected, &[]);
    assert_eq!(draft.article.authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>(), ["Forestry Office"]);
    assert_eq!((draft.tags, draft.article.lang.as_str()), (vec!["planting".to_owned(), "water".into()], "en"));
}

#[test]
fn a_file_of_libreoffice_is_read_whole() {
    let expected = "
# 饮水安全工作简报
全县**二十一处**水源地完成检查，*水质*全部合格[^]。详情见[公开栏](https://example.org/water)，打算见[下文](#s-jdpiqpih)。
[^] 以三月化验结果为准。
## 检查情况
3. 查水源：沿河设点；
4. 查管网：
  - 主管道；
  - 支管道。
整改要求：
（一）限期更换旧管。
（二）逐户登记。
| 乡镇 | 水源地 | 合格率 |
| 郭道镇 | 3 | 100% |
| 郭道镇 | 4 | 99% |
## 下一步打算
每月检查一次，{沁|qìn}河沿线加密，储水不少于5m^{3}。
### 责任分工
由各乡镇负责。
值班电话见公告栏";
    let lost = [
        "cells that span others are repeated in each row or column",
        "words deleted in tracked changes were left out [每季度]",
        "a text box is kept as paragraphs",
    ];
    assert_eq!(check_fixture("libreoffice.docx", expected, &lost).article.lang, "zh-Hans");
}

#[test]
fn a_notice_as_offices_type_them_is_read_whole() {
    let expected = "
# 关于加强森林防火工作的通知
各乡镇人民政府，县直有关单位：
## 一、落实责任
各乡镇主要负责同志是本辖区防火工作第一责任人。
## 二、严管火源
清明前后进山入林须登记，严禁野外用火。
- 设卡登记
- 收缴火种
| 卡口 | 人数 | 时段 |
| 北山口 | 4 | 白天⏎昼夜 |
| 南山口 | 6 | 白天⏎昼夜 |
![进山路口的登记点](image1.png 192×128)图1 登记点
联系电话见公告栏。
2022年3月20日";
    let lost = [
        "cells that span others are repeated in each row or column",
        "words deleted in tracked changes were left out [（旧号）]",
        "a running head or foot was left out [县森林防火指挥部办公室]",
    ];
    check_fixture("python-docx.docx", expected, &lost);
}
