"""What could not happen to a recognition.

RecognitionError
├── AlreadyHeld          the person already holds one for this disease on those days
├── PersonNotConfirmed   the registry has not confirmed the person, so there is no psn_no to recognise
├── NoSuchRecognition    not found, or not yours: the same answer
├── NotInForce           it was suspended, revoked, or has another state than the act asks for
├── SamePerson           two people must sign an import off
├── StillToBeHeard       the person may still speak to what is proposed against their recognition
├── PostedAlready        a copy of this certificate is asked for or on its way already
├── SampleRules          invented rules decided, and this is no sandbox: nothing is printed or registered
└── NotACertificate      the text is no certificate of ours, or was altered
"""


class RecognitionError(Exception):
    """Root of what recognitions refuse. `code` is stable; words are chosen at the edge."""

    code = "RECOGNITION_ERROR"
    status = 409


class AlreadyHeld(RecognitionError):
    """Two recognitions of one person for one disease cannot cover the same day."""

    code = "RECOGNITION_ALREADY_HELD"


class PersonNotConfirmed(RecognitionError):
    """Without the registry's personnel number no till could find it."""

    code = "PERSON_NOT_CONFIRMED"


class NoSuchRecognition(RecognitionError):
    """Not found and not allowed are the same answer."""

    code = "NO_SUCH_RECOGNITION"
    status = 404


class NotInForce(RecognitionError):
    """The recognition is not in the state this act starts from."""

    code = "RECOGNITION_NOT_IN_FORCE"


class SamePerson(RecognitionError):
    """Four eyes means two people."""

    code = "SIGN_OFF_SAME_PERSON"


class StillToBeHeard(RecognitionError):
    """The days in which the person may speak are not over, and they have not spoken."""

    code = "STILL_TO_BE_HEARD"


class PostedAlready(RecognitionError):
    """A copy is asked for or on its way already."""

    code = "POSTED_ALREADY"


class SampleRules(RecognitionError):
    """The region's list or criteria are `sample`: no paper and no registration outside the sandbox."""

    code = "REGION_IS_SAMPLE"


class NotACertificate(RecognitionError):
    """No certificate of this installation."""

    code = "NOT_A_CERTIFICATE"
    status = 422
