"""Messages in, findings out: attribute lists, queries, answers, commands, statuses.

What is found are the findings of `iodize.validation`, so that they can be reported,
filtered and rendered as those of files are.
"""

from .answers import AnswerChecker as AnswerChecker
from .answers import check_answer as check_answer
from .attribute_lists import Encoded as Encoded
from .attribute_lists import check_attribute_list as check_attribute_list
from .attribute_lists import check_final as check_final
from .attribute_lists import check_requested as check_requested
from .queries import check_query as check_query
