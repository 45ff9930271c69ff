"""Visitors without a browser: the websocket that a page opens, and what it says over it."""

from http.client import HTTPConnection, HTTPResponse
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets import Subprotocol
from websockets.sync.client import ClientConnection, connect

PATIENCE = 60
#: How a run ends that asks for another one, such as that of the answer alone.
RERUN_FOLLOWS = ForwardMsg.FINISHED_EARLY_FOR_RERUN
FILE = (
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\n'
    b"Content-Type: text/csv\r\n\r\n%b\r\n--b--\r\n"
)


def ask(
    port: int, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> HTTPResponse:
    """One request; headers are written with underscores."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, named)
    return connection.getresponse()


def upload(port: int, visitor: "Visitor", content: bytes = b"pathology\r\ncurrent") -> int:
    """A visitor sends a list from the page; gives the status of the answer."""
    path = f"/_stcore/upload_file/{visitor.session}/1"
    kind = {"content_type": "multipart/form-data; boundary=b", "user_agent": visitor.browser}
    return ask(port, path, "PUT", FILE % content, **kind).status


class Visitor:
    """An open page, as the server sees it."""

    def __init__(self, port: int, browser: str, language: str = "fr") -> None:
        self.browser = browser
        self.language = language
        self.session = ""
        self.widgets: dict[str, str] = {}
        self.said = ""
        self.socket: ClientConnection = connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            user_agent_header=browser,
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,
            legacy=True,
        )
        self.run()

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def run(self, page: str = "", **answers: str) -> str:
        """The page anew, with typed answers; gives all that it says."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        # The kiné of these visitors isn't conventioned: a fee is asked, an answer that is typed.
        asked.rerun_script.query_string = f"lang={self.language}&conventioned=false"
        states = [
            WidgetState(id=self.widgets[field], string_value=value)
            for field, value in answers.items()
        ]
        asked.rerun_script.widget_states.widgets.extend(states)
        self.socket.send(asked.SerializeToString())
        self.said = ""
        while True:
            told = ForwardMsg()
            told.ParseFromString(bytes(self.socket.recv(timeout=PATIENCE)))  # type: ignore[arg-type]
            kind = told.WhichOneof("type")
            if kind == "new_session":
                self.session = told.new_session.initialize.session_id
            elif kind == "delta":
                self.take(told.delta.new_element)
            elif kind == "script_finished" and told.script_finished != RERUN_FOLLOWS:
                return self.said

    def take(self, element: Any) -> None:
        """Notes what the page says, and where an answer is typed."""
        kind = element.WhichOneof("type")
        if kind == "html":
            self.said += element.html.body.replace("\N{NO-BREAK SPACE}", " ")
        elif kind == "alert":
            self.said += element.alert.body
        elif kind == "text_input":
            name = element.text_input.id.rpartition("-")[2]
            self.widgets[name] = element.text_input.id
