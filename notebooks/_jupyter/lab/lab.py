"""Starts JupyterLab with settings of our own, which yield to the user's options.

    python lab.py SETTINGS [any option of jupyter lab]

SETTINGS is JSON: values by `Class.trait`. Jupyter itself refuses an option that is
given twice, in whatever spelling, so one that the user gave is left out here. Once the
server answers, where it does is told on stdout, as JSON on one line.
"""

import json
import os
import sys

SET_UP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "set_up")
sys.path.append(SET_UP)

from folders import HOME_IS_WRITABLE  # noqa: E402, before anything of Jupyter's
from jupyter_lsp import LanguageServerManager
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.kernels.kernelmanager import MappingKernelManager
from jupyterlab.labapp import LabApp
from jupyter_server.utils import url_path_join
from tornado.web import RedirectHandler, StaticFileHandler
from traitlets.config.loader import Config

OURS = {
    cls.__name__: cls
    for cls in (LabApp, LanguageServerManager, MappingKernelManager, ServerApp)
}
# The library's reference, as `deno task docs` builds it, for the notebooks' link to it.
REFERENCE = os.path.join(SET_UP, "..", "..", "..", "dist", "api")
STOPPING = ("-h", "--help", "--help-all", "-V", "--version", "--generate-config")


def main(settings, *args):
    args = list(args)
    is_other = args[:1] and args[0] in LabApp.subcommands
    if is_other or any(arg in STOPPING for arg in args):
        return LabApp.launch_instance(args)
    users = options_of(args)
    ours = json.loads(settings)
    if not HOME_IS_WRITABLE:
        # It asks npm where language servers are, which waits for ever for such a home,
        # and Jupyter waits for it when it is to end.
        ours["LanguageServerManager.autodetect"] = False
    given = [
        f"--{name}={value}"
        for name, value in ours.items()
        if not is_set(name, users)
    ]
    server = LabApp.initialize_server(argv=[*given, *args])
    serve_reference(server)
    server.io_loop.add_callback(tell, server)
    server.start()


def options_of(args):
    """The user's options as Jupyter reads them, and those of a file they name."""
    app, lab = ServerApp(log_level=50), LabApp()  # others than those that will run
    app.aliases = {**app.aliases, **lab.aliases}
    app.flags = {**app.flags, **lab.flags}
    flags, aliases = app.flatten_flags()
    classes = list(app._classes_with_config_traits([*app.classes, LabApp]))
    try:
        options = app._create_loader(args, aliases, flags, classes).load_config()
        for file in (of.get("config_file") for of in list(options.values())):
            if not file:
                continue
            folder, name = os.path.split(os.path.abspath(file))
            name = os.path.splitext(name)[0]
            for config, *_ in app._load_config_files(name, folder, app.log):
                config.merge(options)
                options = config
        return options
    except (Exception, SystemExit):
        return Config()  # Jupyter will say what is wrong with them


def is_set(name, options):
    """Whether options set a trait, in its own class or in one that it inherits from."""
    cls, trait = name.split(".")
    classes = [parent.__name__ for parent in OURS[cls].__mro__]
    # The name that Jupyter's server once had, which still sets it up.
    return any(trait in options.get(c, {}) for c in [*classes, "NotebookApp"])


def serve_reference(server):
    """Answers a notebook's link to the reference, and the reference's back to the notebooks."""

    def at(path):
        return url_path_join(server.base_url, "reference", path)

    files = {"path": os.path.normpath(REFERENCE), "default_filename": "index.html"}
    back = {"url": start_of(server), "permanent": False}
    server.web_app.add_handlers(
        ".*$",
        [
            (at(r"api/(.*)"), StaticFileHandler, files),
            (at(r"index\.html"), RedirectHandler, back),
        ],
    )


def start_of(server):
    base, start = server.base_url.rstrip("/"), server.default_url
    return start if start.startswith(server.base_url) else base + start


def tell(server):
    token = server.identity_provider.token
    parts = server._get_urlparts(path=start_of(server), ip=name_of(server.ip))
    address = parts._replace(query=f"token={token}" if token else "").geturl()
    print(json.dumps({"address": address}), flush=True)


def name_of(ip):
    """The name by which this machine reaches the server."""
    return "localhost" if ip in ("", "*", "0.0.0.0", "::") else ip


if __name__ == "__main__":
    main(*sys.argv[1:])
