//! Names of places, as they stand in front of the names of offices: 云溪市, 甲县, 中山区.

/// The characters that names of places with a government of their own end in.
pub const ENDINGS: &[char] = &['省', '市', '县', '区', '州', '盟', '旗', '镇', '乡'];

/// Those of places whose government has offices of its own.
pub const WITH_OFFICES: &[char] = &['省', '市', '州', '盟', '县', '区', '旗'];

/// How many characters such a name has before its ending.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=7;

/// The name of an office without the names of places in front: 财政局 for 云溪市甲县财政局. The whole where there are none.
pub fn without_places(name: &str) -> &str {
    let mut rest = name;
    while let Some(shorter) = without_one(rest) {
        rest = shorter;
    }
    rest
}

fn without_one(name: &str) -> Option<&str> {
    let mut characters = name.char_indices().enumerate();
    let (_, (at, ending)) = characters.find(|(_, (_, c))| ENDINGS.contains(c))?;
    let rest = name.get(at.checked_add(ending.len_utf8())?..)?;
    let length = name.get(..at)?.chars().count();
    (LENGTHS.contains(&length) && rest.chars().count() >= 2).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::without_places;

    #[test]
    fn places_go_and_the_office_stays() {
        for (name, short) in [
            ("云溪市财政局", "财政局"),
            ("云溪市中山区财政局", "财政局"),
            ("甲县市场监督管理局", "甲县市场监督管理局"),
            ("白山县市场监督管理局", "市场监督管理局"),
            ("财政局", "财政局"),
            ("云溪市", "云溪市"),
            ("云溪市人民政府", "人民政府"),
        ] {
            assert_eq!(without_places(name), short, "{name}");
        }
    }
}
