use zed_extension_api::{self as zed, settings::LspSettings, LanguageServerId, Result, Worktree};

/// Where `npm install` puts the command in a project that has it.
const LOCAL: &str = "node_modules/.bin/trajet";

struct Trajet;

/// The command of the settings, else the one of the project, else the one on the path.
fn found(settings: Option<String>, worktree: &Worktree) -> Result<String> {
    if let Some(path) = settings.or_else(|| local(worktree)) {
        return Ok(path);
    }
    worktree.which("trajet").ok_or_else(|| {
        format!(
            "`trajet` is neither in {LOCAL} nor on the path: name it in the settings, as lsp.trajet.binary.path"
        )
    })
}

/// The extension sees only the texts of the worktree: that a text can be read there says that the command is there.
fn local(worktree: &Worktree) -> Option<String> {
    worktree
        .read_text_file(LOCAL)
        .ok()
        .map(|_| format!("{}/{LOCAL}", worktree.root_path()))
}

impl zed::Extension for Trajet {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<zed::Command> {
        let binary = LspSettings::for_worktree(id.as_ref(), worktree)
            .ok()
            .and_then(|settings| settings.binary);
        let (path, arguments) = binary.map_or((None, None), |it| (it.path, it.arguments));
        Ok(zed::Command {
            command: found(path, worktree)?,
            args: arguments.unwrap_or_else(|| vec!["lsp".into(), "--stdio".into()]),
            env: worktree.shell_env(),
        })
    }

    fn language_server_initialization_options(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<zed::serde_json::Value>> {
        let settings = LspSettings::for_worktree(id.as_ref(), worktree)?;
        Ok(settings.initialization_options)
    }
}

zed::register_extension!(Trajet);
