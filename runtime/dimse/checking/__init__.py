"""Checks of messages: attribute lists, queries, answers, command sets, statuses, states.

Findings are those of `iodize.validation`, and are reported, filtered and rendered alike.
"""

from ..services.negotiated import BASELINE as BASELINE
from ..services.negotiated import Negotiated as Negotiated
from .answers import AnswerChecker as AnswerChecker
from .answers import check_answer as check_answer
from .attribute_lists import check_attribute_list as check_attribute_list
from .attribute_lists import check_requested as check_requested
from .commands import check_command as check_command
from .content import Content as Content
from .content import Encoded as Encoded
from .final_states import check_final as check_final
from .operations import Resolved as Resolved
from .operations import operation_of as operation_of
from .operations import resolve as resolve
from .operations import sop_class_of as sop_class_of
from .queries import check_query as check_query
from .queries import unknown_level as unknown_level
from .reports import association_report as association_report
from .reports import message_path as message_path
from .reports import message_report as message_report
from .states import Decision as Decision
from .states import InstanceState as InstanceState
from .states import decide as decide
from .statuses import check_status as check_status
