//! What clap says of wrong arguments, in Chinese: it speaks English only, but says what it found by kind and by name.

use clap::{
    Error,
    error::{ContextKind, ContextValue, ErrorKind},
};

/// The message for an error of usage; none for what is no error (help, version) and for kinds that need no words of ours.
pub(super) fn chinese(error: &Error) -> Option<String> {
    if !error.use_stderr() {
        return None;
    }
    let said = what(error)?;
    let tips = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let tip = tips.into_iter().find_map(|kind| named(error, kind)).map(|meant| format!("；是不是 {meant}？"));
    let values = named(error, ContextKind::ValidValue).map(|values| format!("\n可选：{values}"));
    let usage = named(error, ContextKind::Usage).map(|usage| {
        let usage = usage.trim().trim_start_matches("Usage:").trim().to_owned();
        format!("\n\n用法：{}", usage.replace("[OPTIONS]", "[选项]"))
    });
    let parts = [tip, values, usage].into_iter().flatten().collect::<String>();
    Some(format!("gouji: {said}{parts}\n\n运行 gouji --help 查看帮助，gouji check --help 查看一条命令的选项\n"))
}

fn what(error: &Error) -> Option<String> {
    let argument = || {
        let subcommand = || named(error, ContextKind::InvalidSubcommand);
        named(error, ContextKind::InvalidArg).filter(|name| !name.is_empty()).or_else(subcommand).unwrap_or_default()
    };
    let value = || named(error, ContextKind::InvalidValue).unwrap_or_default();
    Some(match error.kind() {
        ErrorKind::UnknownArgument => format!("没有选项“{}”", argument()),
        ErrorKind::InvalidSubcommand => {
            format!("没有命令“{}”", named(error, ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::InvalidValue if value().is_empty() => format!("{} 后面要写值", argument()),
        ErrorKind::InvalidValue => format!("{} 不能写“{}”", argument(), value()),
        ErrorKind::ValueValidation => format!("{} 的“{}”写得不对", argument(), value()),
        ErrorKind::MissingRequiredArgument => format!("缺少 {}", argument()),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "没有写命令".to_owned(),
        ErrorKind::ArgumentConflict => format!("{} 不能和其他参数一起写", argument()),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("{} 的值的个数不对", argument())
        }
        ErrorKind::NoEquals => format!("{} 和值之间要写等号", argument()),
        ErrorKind::InvalidUtf8 => "参数里有读不出来的字符".to_owned(),
        _ => return None,
    })
}

fn named(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(one) => Some(one.clone()),
        ContextValue::Strings(several) if !several.is_empty() => Some(several.join("、")),
        ContextValue::StyledStr(styled) => Some(styled.to_string()),
        ContextValue::StyledStrs(several) if !several.is_empty() => {
            Some(several.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"))
        }
        _ => None,
    }
}
