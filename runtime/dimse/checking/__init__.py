"""Messages in, findings out: attribute lists, queries, answers, commands, statuses.

What is found are the findings of `iodize.validation`, so that they can be reported,
filtered and rendered as those of files are.
"""

from ..negotiated import BASELINE as BASELINE
from ..negotiated import Negotiated as Negotiated
from .answers import AnswerChecker as AnswerChecker
from .answers import check_answer as check_answer
from .attribute_lists import Encoded as Encoded
from .attribute_lists import check_attribute_list as check_attribute_list
from .attribute_lists import check_final as check_final
from .attribute_lists import check_requested as check_requested
from .commands import check_command as check_command
from .operations import Asked as Asked
from .operations import asked_by as asked_by
from .operations import operation_of as operation_of
from .operations import sop_class_of as sop_class_of
from .queries import check_query as check_query
from .reports import association_report as association_report
from .reports import message_path as message_path
from .reports import message_report as message_report
from .states import Judgement as Judgement
from .states import Standing as Standing
from .states import judge as judge
from .statuses import check_status as check_status
