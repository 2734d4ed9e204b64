"""Words that ask politely, join or refer, and mean nothing in a question."""

FILLERS = frozenset(
    """
    a about actually again ah all along already also am among an and any anybody anyone anything are around
    as ask asks asked
    assigned at attached be been being belong belonging belongs board boss but by can card chart check client
    colleague come
    comes coming complete could crm currently customer database day days deliver did display do does done
    down during each
    eh either else entire er ever every everybody everyone everything exactly exist existing fetch few field
    figure figures
    filter find for from full get gets getting give given go going got graph grab guys had has have having he
    hello help her
    here hers hey hi him his how i id if in including inside into is it its itself just keep know known let
    lets like list
    listed listing lists look looking made make makes many matching may me mean meeting might mine moment
    more much must my
    need needs next now number of off oh ok okay on one ones only or our ours out over overview own owns
    please pls plz
    possible present print pull quick quickly really record records register report result results right run
    said same say
    search see select selection set shall she should show showing so some somebody someone sort still store
    stored system
    table tell than thank thanks that the their theirs them themselves then there these they thing things
    this those
    through to today together too try uh um umm under until up us use view want wanted was we well were what
    whatever
    when where whether which whichever while who whoever whole whom whose why will with within would yeah yes
    yet you your
    yours overall give put out put say particular regard regarding respect respectively concerning per
    presently
    came come owned sent answered bought most new wants book us his hold held kept booked done been called
    opens opening decision maker makers send sent
    request produce breakdown falls fall lies lie good via count kindly hereby headquartered causes cause placed
    sorted
    people responsible located based interested sell sold bought ordered buys looks look after
    manage manages managed handle handles handled work works working worked
    compute computed calculate calculated formula defined measured
    """.split()
)
