"""Answers a change at once, on the server's loop, where the questions stay as they are.

Streamlit runs a page in a thread of its own and tells the browser all that stands there. Most
changes leave the questions as they are: for these, reading them and sending the pieces of the
answer that say something else takes a third of the time.

What comes in one go from a browser is answered once, with the last that it said.

The browser hears of a run of the answer's part all the same: one that has, asks for the whole page
when it was cut off from the server, and is shown what was lost on the way.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import add_script_run_ctx
from streamlit.runtime.scriptrunner_utils.run_descriptor import RunDescriptor
from streamlit.runtime.scriptrunner_utils.script_run_context_attr import (
    SCRIPT_RUN_CONTEXT_ATTR_NAME,
)

from estimator.operations.journal import note_fault
from estimator.pages.estimate.page import retold
from estimator.pages.estimate.together import told_once


def answered_at_once(session: AppSession, asked: ClientState) -> bool:
    """Whether a change was answered here; otherwise nothing was sent, and a run is needed."""
    if session._scriptrunner is not None:
        return False
    messages = copy_context().run(answer_within, session, asked)
    if messages is None:
        return False
    begun = session._create_new_session_message(
        session.page_script_hash, RunDescriptor.create([asked.fragment_id])
    )
    with told_once(session):
        for message in (running(True), begun, *messages, finished(), running(False)):
            session._enqueue_forward_msg(message)
    return True


def answer_within(session: AppSession, asked: ClientState) -> list[ForwardMsg] | None:
    """The answer, found with the questions of this session in reach."""
    try:
        with in_reach(session, asked):
            session.session_state.on_script_will_rerun(asked.widget_states)
            return retold()
    except Exception as fault:  # the run that follows fails as well, and tells the person
        note_fault("not_answered_at_once", fault)
        return None


@contextmanager
def in_reach(session: AppSession, asked: ClientState) -> Iterator[None]:
    """Lets this thread read a session while no run of it is under way."""
    browser = asked.context_info if asked.HasField("context_info") else None
    run = session.create_detached_script_run_ctx(
        query_string=asked.query_string, context_info=browser
    )
    thread = threading.current_thread()
    add_script_run_ctx(thread, run)
    try:
        yield
    finally:
        delattr(thread, SCRIPT_RUN_CONTEXT_ATTR_NAME)


def running(now: bool) -> ForwardMsg:
    """Tells the browser that an answer is on its way, or that it is there."""
    message = ForwardMsg()
    message.session_status_changed.script_is_running = now
    return message


def finished() -> ForwardMsg:
    """Tells the browser that all was sent; of no run, as it would take from the page what that run
    has not drawn again."""
    message = ForwardMsg()
    message.script_finished = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
    return message
