//! serde's attributes, as far as the contract uses them. Those that only concern writing change nothing here.

use quote::ToTokens as _;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, ExprPath, LitStr, Result};

/// What is said of a type.
#[derive(Default)]
pub struct OfType {
    pub transparent: bool,
    pub snake_case: bool,
    pub tag: Option<String>,
    pub content: Option<String>,
}

/// What is said of a field.
#[derive(Default)]
pub struct OfField {
    pub flatten: bool,
    pub default: Missing,
    /// The module whose `from_json` reads it.
    pub with: Option<ExprPath>,
}

/// What a field is that is not there.
#[derive(Default)]
pub enum Missing {
    /// What its type says.
    #[default]
    Absent,
    Default,
    By(ExprPath),
}

impl OfType {
    pub fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut read = Self::default();
        each(attributes, |meta, name| {
            match name {
                "transparent" => read.transparent = true,
                "tag" => read.tag = Some(text(meta)?.value()),
                "content" => read.content = Some(text(meta)?.value()),
                "rename_all" => {
                    let case = text(meta)?;
                    if case.value() != "snake_case" {
                        return Err(syn::Error::new(case.span(), "FromJson knows no case but snake_case"));
                    }
                    read.snake_case = true;
                }
                _ => return Err(unknown(meta, name)),
            }
            Ok(())
        })?;
        Ok(read)
    }
}

impl OfField {
    pub fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut read = Self::default();
        each(attributes, |meta, name| {
            match name {
                "flatten" => read.flatten = true,
                "default" if meta.input.peek(syn::Token![=]) => read.default = Missing::By(text(meta)?.parse()?),
                "default" => read.default = Missing::Default,
                "with" => read.with = Some(text(meta)?.parse()?),
                "skip_serializing_if" => drop(text(meta)?),
                _ => return Err(unknown(meta, name)),
            }
            Ok(())
        })?;
        Ok(read)
    }
}

/// Whether a variant stands for every name that is not known.
pub fn is_other(attributes: &[Attribute]) -> Result<bool> {
    let mut other = false;
    each(attributes, |meta, name| {
        if name != "other" {
            return Err(unknown(meta, name));
        }
        other = true;
        Ok(())
    })?;
    Ok(other)
}

fn each(attributes: &[Attribute], mut read: impl FnMut(&ParseNestedMeta<'_>, &str) -> Result<()>) -> Result<()> {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        attribute.parse_nested_meta(|meta| {
            let name = meta.path.to_token_stream().to_string();
            read(&meta, &name)
        })?;
    }
    Ok(())
}

fn text(meta: &ParseNestedMeta<'_>) -> Result<LitStr> {
    meta.value()?.parse()
}

fn unknown(meta: &ParseNestedMeta<'_>, name: &str) -> syn::Error {
    meta.error(format!("FromJson does not know serde's `{name}` here"))
}
