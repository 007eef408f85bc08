//! What friends read of a member's name: the first name, where the whole of it can be told apart. The member sees it before agreeing to it.

/// Family names of two characters; any other has one.
const DOUBLE: [&str; 12] =
    ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒"];

/// How somebody is called whom one knows well: no family name.
const FAMILIAR: [char; 4] = ['小', '阿', '老', '大'];

/// `小明` of `王小明`, `Ann` of `Ann Lee`; a nickname stays whole.
pub fn first(name: &str) -> &str {
    let name = name.trim();
    if let Some((first, _)) = name.split_once(char::is_whitespace) {
        return first;
    }
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let (count, begin) = (name.chars().count(), name.chars().next());
    if !name.chars().all(is_han) || begin.is_some_and(|c| FAMILIAR.contains(&c)) {
        return name;
    }
    let family = match count {
        3 | 4 if DOUBLE.iter().any(|double| name.starts_with(double)) => 2,
        3 => 1,
        _ => 0,
    };
    let at = name.char_indices().nth(family).map_or(0, |(at, _)| at);
    name.get(at..).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn the_family_name_is_left_out_and_a_nickname_stays_whole() {
        let names = [
            ("王小明", "小明"),
            ("欧阳娜", "娜"),
            ("欧阳娜娜", "娜娜"),
            ("王芳", "王芳"),
            ("小满", "小满"),
            ("阿满满", "阿满满"),
            ("一只小猫", "一只小猫"),
            ("Ann Lee", "Ann"),
            (" Ann ", "Ann"),
            ("王小明 Ming", "王小明"),
            ("Mango茶", "Mango茶"),
            ("", ""),
        ];
        for (name, shown) in names {
            assert_eq!(first(name), shown, "{name}");
        }
    }
}
