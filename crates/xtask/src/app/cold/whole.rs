//! A module as the cut sees it: its functions, what each calls, and what is named outside of code.

use anyhow::{Context as _, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use wasmparser::{
    ConstExpr, ElementItems, Export, ExternalKind, FuncType, FunctionBody, GlobalType, KnownCustom, MemoryType, Name,
    Operator, Parser, Payload, TableType, TypeRef,
};

/// Index spaces are the module's own: imported functions first.
pub struct Whole<'a> {
    pub bytes: &'a [u8],
    types: Vec<Option<FuncType>>,
    /// The type of each function.
    functions: Vec<u32>,
    pub imported: u32,
    bodies: Vec<Body<'a>>,
    pub tables: Vec<TableType>,
    pub memories: Vec<MemoryType>,
    pub globals: Vec<GlobalType>,
    pub exports: Vec<Export<'a>>,
    /// Named by exports, the table, globals, or run at once.
    given: BTreeSet<u32>,
    names: BTreeMap<u32, String>,
}

struct Body<'a> {
    code: FunctionBody<'a>,
    /// What it does, one word for each instruction: without the numbers, which move with everything else.
    shape: String,
    called: BTreeSet<u32>,
    moves_segments: bool,
}

impl<'a> Whole<'a> {
    pub fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut whole = Self {
            bytes,
            types: Vec::new(),
            functions: Vec::new(),
            imported: 0,
            bodies: Vec::new(),
            tables: Vec::new(),
            memories: Vec::new(),
            globals: Vec::new(),
            exports: Vec::new(),
            given: BTreeSet::new(),
            names: BTreeMap::new(),
        };
        for payload in Parser::new(0).parse_all(bytes) {
            whole.take(payload?)?;
        }
        ensure!(whole.functions.len() == whole.imported as usize + whole.bodies.len(), "a function has no body");
        Ok(whole)
    }

    fn take(&mut self, payload: Payload<'a>) -> Result<()> {
        match payload {
            Payload::TypeSection(types) => {
                for group in types {
                    let types = group?.into_types();
                    self.types.extend(types.map(|one| match one.composite_type.inner {
                        wasmparser::CompositeInnerType::Func(function) => Some(function),
                        _ => None,
                    }));
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    self.import(import?.ty)?;
                }
            }
            Payload::FunctionSection(functions) => {
                for function in functions {
                    self.functions.push(function?);
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    self.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(memories) => {
                for memory in memories {
                    self.memories.push(memory?);
                }
            }
            Payload::GlobalSection(globals) => {
                for global in globals {
                    let global = global?;
                    self.globals.push(global.ty);
                    self.give(&global.init_expr)?;
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    self.given.extend((export.kind == ExternalKind::Func).then_some(export.index));
                    self.exports.push(export);
                }
            }
            Payload::StartSection { func, .. } => drop(self.given.insert(func)),
            Payload::ElementSection(elements) => {
                for element in elements {
                    self.elements(element?.items)?;
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(Body::read(body)?),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(parts) = section.as_known() {
                    for part in parts {
                        self.name_all(part?)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn import(&mut self, what: TypeRef) -> Result<()> {
        match what {
            TypeRef::Func(kind) | TypeRef::FuncExact(kind) => {
                self.functions.push(kind);
                self.imported += 1;
            }
            TypeRef::Table(table) => self.tables.push(table),
            TypeRef::Memory(memory) => self.memories.push(memory),
            TypeRef::Global(global) => self.globals.push(global),
            TypeRef::Tag(_) => anyhow::bail!("a module throws, which the cut knows nothing of"),
        }
        Ok(())
    }

    fn elements(&mut self, items: ElementItems<'a>) -> Result<()> {
        match items {
            ElementItems::Functions(functions) => {
                for function in functions {
                    self.given.insert(function?);
                }
            }
            ElementItems::Expressions(_, expressions) => {
                for expression in expressions {
                    self.give(&expression?)?;
                }
            }
        }
        Ok(())
    }

    fn give(&mut self, expression: &ConstExpr<'a>) -> Result<()> {
        for operator in expression.get_operators_reader() {
            if let Operator::RefFunc { function_index } = operator? {
                self.given.insert(function_index);
            }
        }
        Ok(())
    }

    fn name_all(&mut self, part: Name<'a>) -> Result<()> {
        if let Name::Function(names) = part {
            for name in names {
                let name = name?;
                self.names.insert(name.index, said(name.name));
            }
        }
        Ok(())
    }

    /// Those that the module brings.
    pub fn defined(&self) -> impl Iterator<Item = u32> + use<> {
        self.imported..u32::try_from(self.functions.len()).unwrap_or(u32::MAX)
    }

    pub fn name(&self, index: u32) -> Option<&str> {
        self.names.get(&index).map(String::as_str)
    }

    pub fn kind(&self, index: u32) -> Result<u32> {
        self.functions.get(index as usize).copied().context("no such function")
    }

    pub fn signature(&self, index: u32) -> Result<&FuncType> {
        let kind = self.kind(index)? as usize;
        self.types.get(kind).and_then(Option::as_ref).context("no such type")
    }

    /// How many types there are.
    pub fn types(&self) -> u32 {
        u32::try_from(self.types.len()).unwrap_or(u32::MAX)
    }

    pub fn body(&self, index: u32) -> Result<&FunctionBody<'a>> {
        Ok(&self.at(index).context("no such body")?.code)
    }

    pub fn shape(&self, index: u32) -> Option<&str> {
        self.at(index).map(|body| body.shape.as_str())
    }

    pub fn called(&self, index: u32) -> &BTreeSet<u32> {
        const NONE: &BTreeSet<u32> = &BTreeSet::new();
        self.at(index).map_or(NONE, |body| &body.called)
    }

    /// Uses the module's data or elements by their number, which another module has not.
    pub fn moves_segments(&self, index: u32) -> bool {
        self.at(index).is_some_and(|body| body.moves_segments)
    }

    /// Bytes of its body.
    pub fn size(&self, index: u32) -> usize {
        self.at(index).map_or(0, |body| {
            let range = body.code.range();
            usize::try_from(range.end - range.start).unwrap_or(usize::MAX)
        })
    }

    pub fn given(&self) -> &BTreeSet<u32> {
        &self.given
    }

    fn at(&self, index: u32) -> Option<&Body<'a>> {
        self.bodies.get(index.checked_sub(self.imported)? as usize)
    }

    /// The table that calls go through.
    pub fn calls(&self) -> Result<u32> {
        let all = self.tables.iter().position(|table| table.element_type == wasmparser::RefType::FUNCREF);
        Ok(u32::try_from(all.context("a module without a table of functions")?)?)
    }
}

impl<'a> Body<'a> {
    fn read(body: FunctionBody<'a>) -> Result<Self> {
        let (mut called, mut moves_segments, mut shape) = (BTreeSet::new(), false, String::new());
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            shape.extend(format!("{operator:?}").split(' ').next());
            match operator {
                Operator::Call { function_index }
                | Operator::ReturnCall { function_index }
                | Operator::RefFunc { function_index } => drop(called.insert(function_index)),
                Operator::MemoryInit { .. }
                | Operator::DataDrop { .. }
                | Operator::TableInit { .. }
                | Operator::ElemDrop { .. } => moves_segments = true,
                _ => {}
            }
        }
        Ok(Self { code: body, shape, called, moves_segments })
    }
}

/// Without what differs from build to build: the linker leaves the compiler's hashes, `::h` and sixteen digits at the end or in brackets after a crate.
fn said(name: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(name));
    let plain = match name.rsplit_once("::h") {
        Some((plain, hash)) if hash.starts_with(|first: char| first.is_ascii_hexdigit()) => plain,
        _ => &name,
    };
    let mut said = String::new();
    for part in plain.split('[') {
        said.push_str(part.split_once(']').map_or(part, |(_, rest)| rest));
    }
    said
}
