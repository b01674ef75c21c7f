"""Gives Jupyter folders of its own where it may not write in the user's home.

To be imported before anything of Jupyter's: it keeps connection files, settings and
workspaces below the home folder, and ends with a traceback where that is read-only.
"""

import os
import sys
import tempfile


def is_writable(folder):
    try:
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def own_folder():
    inside = os.path.join(sys.prefix, "jupyter-home")
    return inside if is_writable(inside) else tempfile.mkdtemp(prefix="jupyter-")


def make_writable():
    from jupyter_core import paths

    home = os.path.expanduser("~")
    needed = {
        "JUPYTER_CONFIG_DIR": paths.jupyter_config_dir(),
        "JUPYTER_DATA_DIR": paths.jupyter_data_dir(),
        "JUPYTER_RUNTIME_DIR": paths.jupyter_runtime_dir(),
        "IPYTHONDIR": os.environ.get("IPYTHONDIR", os.path.join(home, ".ipython")),
    }
    refused = [name for name, folder in needed.items() if not is_writable(folder)]
    if refused:
        own = own_folder()
        for name in refused:
            os.environ[name] = os.path.join(own, name.lower())
    return not refused


HOME_IS_WRITABLE = make_writable()
