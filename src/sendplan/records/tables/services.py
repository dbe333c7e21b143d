"""The tables about services, staff, surveys and areas: no row is about a child."""

from __future__ import annotations

from typing import ClassVar

from sendplan.records.columns import Column, Join, Table


class SchoolReviews(Table):
    """One row is one assurance review of a school's SEND work."""

    name: ClassVar = "school_reviews"
    key: ClassVar = ("school_review_id",)
    counted_on: ClassVar = ("reviewed_on",)

    school_review_id = Column("key", "The review.", required=True)
    urn = Column("text", "The school's URN.", required=True)
    reviewed_on = Column("date", "The day of the review.", required=True)
    in_date_until = Column("date", "The last day on which it counts.")
    meets_criteria = Column("yes_no", "The school meets the assurance criteria.", required=True)


class SurveyWaves(Table):
    """One row is one wave of a survey."""

    name: ClassVar = "survey_waves"
    key: ClassVar = ("wave",)
    counted_on: ClassVar = ("closed_on",)

    wave = Column("key", "The wave.", required=True)
    survey = Column("text", "The survey.", required=True)
    respondent = Column("code", "Parent carers, young people and so on.", codes="respondent", required=True)
    mode = Column("code", "Online, paper, telephone, in person.", codes="channel")
    opened_on = Column("date", "First day.", required=True)
    closed_on = Column("date", "Last day.", required=True)
    invited = Column("whole", "How many were asked.")
    population = Column("whole", "How many there are.")


class SurveyAnswers(Table):
    """One row is one answer to one question by one respondent, who is not named."""

    name: ClassVar = "survey_answers"
    key: ClassVar = ("wave", "response_id", "question")
    joins: ClassVar = (Join(("wave",), "survey_waves"),)
    counted_on: ClassVar = ("answered_on",)

    wave = Column("key", "The wave.", required=True)
    response_id = Column("key", "The response.", required=True)
    respondent = Column("code", "Who answers, as the wave has it.", codes="respondent", required=True)
    question = Column("text", "The question.", required=True)
    answer = Column("code", "Very good, good, neither, poor, very poor, does not apply.", codes="answer", required=True)
    answered_on = Column("date", "The day of the answer.", required=True)
    locality = Column("text", "The respondent's locality, if given.")


class Posts(Table):
    """One row is one post, from one day to another."""

    name: ClassVar = "posts"
    key: ClassVar = ("post_id", "from_on")
    counted_on: ClassVar = ("from_on", "until_on")

    post_id = Column("key", "The post.", required=True)
    team = Column("text", "The team.", required=True)
    role = Column("text", "The role.")
    from_on = Column("date", "The first day on which the row holds.", required=True)
    until_on = Column("date", "The first day on which it no longer holds.")
    full_time_equivalent = Column("decimal", "Full-time equivalent.", required=True, aliases=("fte",))
    filled_by = Column("code", "Permanent, fixed term, interim, agency or vacant.", codes="filled_by", required=True)


class StaffMoves(Table):
    """One row is one person's start or end in a team. Nobody is named."""

    name: ClassVar = "staff_moves"
    key: ClassVar = ("move_id",)
    counted_on: ClassVar = ("moved_on",)

    move_id = Column("key", "The move.", required=True)
    team = Column("text", "The team.", required=True)
    moved_on = Column("date", "The day.", required=True)
    move = Column("code", "Start or end.", codes="move", required=True)
    contract = Column("code", "Permanent, fixed term, interim, agency.", codes="filled_by", required=True)


class StaffSickness(Table):
    """One row is one team in one month."""

    name: ClassVar = "staff_sickness"
    key: ClassVar = ("team", "month")
    counted_on: ClassVar = ("month",)

    team = Column("text", "The team.", required=True)
    month = Column("date", "The first day of the month.", required=True)
    days_available = Column("decimal", "Full-time equivalent days available.", required=True)
    days_lost = Column("decimal", "Full-time equivalent days lost to sickness.", required=True)


class Population(Table):
    """One row is the number of people of one age and sex in the area in one year."""

    name: ClassVar = "population"
    key: ClassVar = ("year", "age", "sex")
    counted_on: ClassVar = ("mid_year_on",)

    year = Column("whole", "The year.", required=True)
    mid_year_on = Column("date", "30 June of the year.", required=True)
    age = Column("whole", "Age in whole years.", required=True)
    sex = Column("code", "Sex.", codes="sex", required=True)
    people = Column("whole", "How many.", required=True)


class SuppliedFigures(Table):
    """One row is one figure that a partner sent as a total, because no record is held here."""

    name: ClassVar = "supplied_figures"
    key: ClassVar = ("measure", "period_from", "period_until", "group_by", "group")
    counted_on: ClassVar = ("period_until",)

    measure = Column("text", "The measure, by its file's name.", required=True)
    period_from = Column("date", "First day of the period.", required=True)
    period_until = Column("date", "Last day of the period.", required=True)
    group_by = Column("text", "What it is split by, or nothing for all.")
    group = Column("text", "The group, or nothing for all.")
    numerator = Column("decimal", "The numerator, or the count.", required=True)
    denominator = Column("decimal", "The denominator, where there is one.")
    supplied_by = Column("text", "Who supplied it.", required=True)
    supplied_on = Column("date", "When.", required=True)
    evidence = Column("text", "Where it is written down.")


class Published(Table):
    """One row is one figure that DfE published, with its release and version."""

    name: ClassVar = "published"
    key: ClassVar = ("file", "release", "version", "period", "level", "area_code", "topic", "breakdown", "indicator")
    counted_on: ClassVar = ()

    file = Column("text", "DfE's file, without its ending.", required=True)
    release = Column("text", "The reporting year of the release.", required=True)
    version = Column("date", "The day of this version of the release.", required=True)
    period = Column("text", "DfE's time_period.", required=True)
    period_kind = Column("text", "DfE's time_identifier.", required=True)
    level = Column("text", "National, Regional or Local authority.", required=True)
    area_code = Column("text", "ONS nine-character code.", required=True)
    topic = Column("text", "breakdown_topic.", required=True)
    breakdown = Column("text", "breakdown.", required=True)
    indicator = Column("text", "The column, in lower case as published, misspellings and all.", required=True)
    value = Column("decimal", "The figure; null where the file has a sign instead.")
    sign = Column("code", "z not applicable, x not available, and other signs as published.", codes="published_sign")
