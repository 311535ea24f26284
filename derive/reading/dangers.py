r"""TABLE of the words by which a clause can change a claim beside it, and of the frames in which every other word is harmless.

Stems end in *, a blank inside of an entry is _. What speaks against a claim is a closed world and is listed here by kind; `clauses` asks.
"""

NEGATED = """not no nor neither never cannot without nothing anything little"""
DENIED = """nobody untrue false* wrong* incorrect* invalid* mistak* erroneous error errors fail fails failed failing fallac*
contradict* counter* disagree* differ differs dispute* disput* doubt* deny denies denied refut* reject* disprov* nonsense* absurd* lie lies lying myth* bogus fake* typo* slip slips flaw* bug
bugs buggy broken bad badly worse worst poor poorly clash* mismatch* unconvinc* unbelie* debunk* pitfall* trap traps naively misread* misprint* misunder* problematic suspicious* suspect* trust*
believe* salt joke* kidding oops alas unfortunately sadly sorry shame hoax trick_question crossed struck"""
TAKEN_BACK = """withdraw* withdrew retract* void obsolete supersed* outdated abandon* discard* scrap* strike delet* erase* disregard* forget* forgot* nevermind revis* correction* corrected corrigend* fixme
amend* edited errat* draft* placeholder* todo old older previously_wrong version* quote quoted quotation* crude* rough* sloppy sloppily tentativ* preliminar* attempt* lost lose loses missing miss misses missed lack* omit* drop drops dropped dropping losing missing lacking skip* neglect*
left_out leave_out leaves_out leaving_out leaving thrown throw removed remove removes gave_up give_up pending unfinished incomplete later_fixed"""
DOUBTED = """almost nearly question* ignor* assum* might could would should ought if unless whether whenever provided_that hope hopes suppos* instead else other another different differently seem* he she his her him they"""
UNLIKELY = """guess* think thinks thought thoughts presum* alleged* apparent* seemingly probably possibly
uncertain* unsure unclear conjectur* wonder* pretend* imagin* hypothe* questionable dubious unlikely hardly barely scarcely approx* tempting tempted bet bets maybe perhaps"""
HEARD = """friend* classmate* colleague* roommate* brother* sister* mother* father* uncle neighbour* neighbor* teacher* professor* lecturer* tutor* grader* grading corrector* reviewer* ta tas internet web online blog*
forum* wikipedia stackoverflow chatgpt gpt bot bots llm ai copied plagiar* borrowed stolen rumour* rumor* rumours heard gossip* folklore dictat* someone somebody anybody everyone everybody everywhere people insist* consensus opinion* else's elsewhere book books manual wiki answer_key"""
ANOTHER = """alternativ* opposite* contrary rather unlike revers* invert* inverse* backward* upside flip* downhill uphill redefin* renam* relabel* replac* swap* interchang* exchang* switch*
permut* shuffl* sort sorts sorted sorting convention* scaled scale scales rescal* weighted normaliz* normalis* standardi* smoothed smoothing averag* mean minimum maximum maximal minimal biased biases offset offsets but_one but_the but_for once median clip* regulari* quanti* perturb* penal* decay decays decayed dropout temperature base binary* likelihood* maximi* ascent reward*
hessian antiderivative proportional modulo up_to accuracy utility prior uniform* evenly equally soft rounded frozen tanh hyperbolic tangent arctangent cosine hierarchical one-sided duplicates tiny huge large larger small
smaller big nearly limit limits limiting restrict* special* certain sometimes mostly usually often rarely seldom initiali* converge* convergence optimum on_average in_expectation leading_order first_order small_ digits numerically_only infinit* row rows
batch minibatch frequent transposed transpose transposes transposing now_on henceforth approximation* estimate* bound bounds bounded heuristic* squared square squares half halves halved halving twice thrice double doubles doubled triple* quarter
role roles multiplication_with multiplication_by division_by once_per finite negated one_dimension two_dimensions one_word_only distance regression_loss first_k play_the_part perfect perfectly"""
DANGERS = f"{NEGATED} {DENIED} {TAKEN_BACK} {DOUBTED} {UNLIKELY} {HEARD} {ANOTHER}"
"""What can change a claim wherever it stands in a clause beside it."""

ALARMS = f"{DENIED} {TAKEN_BACK} {UNLIKELY} {HEARD}"
"""What takes a displayed formula back from the sentences beside it, whatever they are about."""

AGAINST_IT = """got_lost gets_lost to_be_done still_to_do still_missing still_open is_off looks_off be_off nope nah"""
"""What speaks against a formula whatever the sentence is about."""
EXCLUDING = """only none except excepting excluding apart besides save not nothing no"""
"""What excludes something: no danger where it says which terms depend on what."""
FACTORS = """minus plus times sign signs negative positive negat* multipl* divid* divide add adds added adding subtract* factor factors extra additional root norm length absolute cube cubed sum summed total zero vanish* when before until
after while for at during near extra remove"""
"""What changes a formula where it is said behind it, and tells of a step where it is said before."""

ORDERS = """replace swap exchange flip negate normali* average clip multiply divide add subtract transpose square halve double scale take_the_negative take_half now_flip reverse sum minus plus times"""
"""What is done with a formula by the sentence behind it."""

RELATIONS = """depend depends depended contain contains contained involve involves involved appear appears appeared occur occurs occurred enter enters entered include includes included contribute contributes
contributed vanish vanishes vanished disappear disappears disappeared survive survives survived remain remains shows_up show_up cancel cancels kill kills killed select selects pick picks touch touches affect affects
influence influences matter matters participate participates collapse collapses telescopes change changes run runs range ranges reach_in"""
"""Verbs of what depends on what; such a statement is true or not, and the claim is the same."""
TOUCHED = """looked_at updated visited touched affected unaffected involved influenced drawn sampled linear constant independent distinct hidden cancelled canceled vanishing cancelling"""
"""What may be said of some things only, where it tells what depends on what."""
PREDICATES = """unaffected constant independent distinct unchanged linear linearly differentiable monotone scalar scalars hidden drawn sampled touched affected involved kept selected picked influenced cancelled canceled remaining surviving
vanishing cancelling"""
"""What may be said of anything."""

ASSIGNED = """loss losses cost costs objective likelihood label labels target targets prediction predictions distribution distributions softmax sigmoid sigma activation matrix matrices embedding embeddings vector vectors word words
sample samples negatives window windows vocabulary vocab corpus network model alpha hat hats score scores logit logits context centre center centres probability probabilities neuron layer layers weights data column columns"""
"""What the assignment gives: nothing may be said to be something else of it."""
ANYTHING = """the a an of in on for to by with and each every all its our their this that it we i as just simply then now here there which also always exactly at from so given known defined written denoted used needed
shared computed found above below before earlier part scalar vector vectors column columns matrix number numbers real function functions constant linear independent distinct entry entries element elements component
dimension dimensional size shape called named fixed true actual own single part parts term terms first second last only two where"""
"""What may be said of anything that the assignment gives."""
SAID_OF = {
    "label|target": "one-hot onehot hot ground truth observed word words indicator distribution zero one outside context target",
    "prediction|probabilit|distribution": "softmax score scores predicted probability probabilities distribution conditional model model's probability normalised normalized",
    "score|logit": "dot inner product products logit logits score scores word words exponent exponents argument arguments softmax",
    "loss|cost|objective": "loss negative log logarithm likelihood softmax cross-entropy entropy naive negative-sampling sampling skip-gram function cost objective probability word pair pairs sum sums logarithms logs position positions context smooth differentiable convex",
    "softmax|sigmoid|sigma|activation": "function smooth differentiable sigmoid logistic softmax exponential exponentials elementwise element-wise componentwise probability probabilities distribution scores words vocabulary",
    "sample|negative": "drawn sampled noise word words negative samples randomly independently",
    "vector|embedding|matri|weight|parameter": "embedding embeddings word words stacked parameters outer outside context output",
    "column": "outside output context word words vectors gradient gradients derivative derivatives embedding embeddings",
    "window": "context words around center centre neighbours",
    "word|vocabular|corpus": "word words vocabulary index indices observed predicted true sampled negative outside context",
}
"""What is known of it besides, by its name."""

ANSWERS = """it this that these those they answer answers result results solution solutions formula formulas formulae expression equation above below line lines claim value gradient gradients derivative derivatives slope slopes everything
sign statement"""
"""What is, or may be, the claim itself."""
MATHEMATICS = """rule rules identity identities formula formulas lemma theorem definition definitions property properties linearity symmetry expansion law laws equation equations trick result results calculus algebra fact facts argument calculation
computation observation differentiation derivative derivatives gradient gradients differential differentials jacobian jacobians log logs logarithm logarithms exponential exponentials quotient quotients product products fraction fractions numerator denominator normaliser
normalizer term terms summand summands sum sums piece pieces part parts branch branches bracket brackets factor factors column columns entry entries component components chain step steps power powers function functions sigmoid's notation operator operators
constant constants contribution contributions copy copies summation partition numerators denominators delta deltas argument arguments variable variables case cases derivation substitution cancellation simplification rearrangement backpropagation
graph edge edges node nodes path paths map maps residual polynomial number numbers scalar integral limits index indices side sides method approach coordinate coordinates dimension dimensions differences integrand monotonicity independence
log-sum-exp cross-entropy outer_product inner_product matrix-vector convexity concavity kink origin line way idea exponent exponents ratio ratios root roots proof idea tool tools manipulation manipulations bit reasoning"""
"""Nouns of what is done in a derivation."""

RULES = """rule rules identity identities lemma theorem definition definitions property properties linearity symmetry calculus algebra trick substitution"""
"""What may be named without a word of how it is used."""

STEPS = """differentiat* comput* calculat* expand* simplif* substitut* plug* insert* pull pulls pulling pulled bring bringing collect* combin* rearrang* rewrit* writ* group grouping grouped tak* start starting begin* consider* recogni* look looking
work works worked working do doing continu* let denot* defin* appl* us* split splits splitting separat* merg* stack* concatenat* assembl* arrang* gather* distribut* cancel* factor factoring factorise factorize exchang* interchang* add adding adds
sum summing multiply multiplying divide dividing subtract subtracting tidy tidying push pushing move moving put putting set setting fix fixing read_off reading_off read reading pick picking backpropagat* treat* distinguish* reuse reusing
unfold* unpack* unroll* evaluat* deriv* proceed* verif* check* compar* derive choos* keep keeping keeps remember* invok* exploit* employ* introduc* abbreviat* solv* convert* translat* turn turning go going follow following count counting view
viewing observ* repeat repeating carry carrying spell* break breaking decompos* isolat* undo undoing peel* trace tracing chase propagat* accumulat* finish finishing lump* perform* note noting"""
"""What is done in a derivation, with us or me as its subject, as an order, or as what leads to a result."""
SETTING = """tak* let denot* defin* us* put putting set setting fix fixing treat* read reading choos* keep keeping keeps writ* view viewing consider* introduc* convert* turn turning count counting divid* multipl* add* subtract* arrang* work* do doing us*"""
"""Steps that can give something of the assignment another meaning."""

INTERPRETING = """intuitively geometrically informally conceptually equivalently visually componentwise component-wise entrywise column_by_column term_by_term step_by_step word_by_word one_word_at_a_time in_words in_total in_short in_summary in_matrix_notation in_vector_notation in_matrix_form
in_components altogether as_a_sanity_check sanity_check on_each_side_of_the_origin on_both_sides_of_the_origin on_each_side_of_zero on_each_branch on_each_piece on_either_side away_from_the_kink away_from_the_origin away_from_zero"""
"""Words at the beginning of a clause that say how it is meant."""

ABOUT_THE_ANSWER = (
    r"makes (?:good |perfect )?sense(?![a-z])|(?:super |very |really )?(?:cheap|easy|fast|quick) to (?:compute|evaluate|implement|remember)(?![a-z])|(?:it|this) is (?:largest|smallest|maximal|minimal|symmetric)(?= (?:at|around|about|where|when|for) ⟦)",
    r"the (?:derivative|gradient|function) (?:of the (?:[\w-]+ ){0,2}(?:relu|sigmoid|loss|function) )?is (?:just |simply |a |the )?(?:piecewise constant|piecewise linear|step function|smooth|bounded|positive everywhere)(?![a-z])",
    r"(?:which is |this is |it is )?an? (?:[\w-]+ )?(?:outer product|rank-(?:one|1) matrix|(?:column )?vector|matrix|multiple)(?= of(?! the (?:answer|result|gradient))|\W*$)",
    r"(?:this|it|that|which)(?: only)? depends(?: only)? on(?![a-z])|(?:it |this )?passe[sd] (?:the|my|our) (?:\w+ )?(?:gradient|numerical) check(?![a-z])",
    r"(?:the|this|its) (?:gradient|derivative|result) (?:has|consists of|splits into|is made of|breaks into) (?:two|three|several) (?:terms|contributions|parts|pieces|summands)(?![a-z])",
    r"(?:this|it|that|which|the (?:result|gradient|answer|shape|update|formula|expression|derivative))(?: also| again| exactly| indeed| of course)? (?:agrees? with|match(?:es)?|fits|reflects|recovers|reproduces|generali[sz]es|confirms|mirrors|illustrates|explains|makes (?:sense|\w+ (?:cheap|easy|fast|efficient|simple))|pushes|pulls|moves|lives in|lies in)(?![a-z])",
    r"this (?:\w+ )?(?:property|identity|form|fact|structure) (?:makes|means|is why|explains|lets|allows|is useful|is handy)(?![a-z])",
    r"the (?:dimensions|shapes|sizes|units)(?: all)? (?:match|agree|fit|work out|check out|are consistent|are right|are fine)(?![a-z])",
    r"(?:i|we)(?: have| also)* (?:verified|checked|confirmed|tested|double-checked) (?:this|it|that|the (?:result|formula|gradient|answer))(?![a-z])",
)
"""Sentences about the claim that agree with it."""

INERT = (
    r"\bdrops? out\b|\bin mind\b|\bexcept that (?:now |here )?(?:each|every)(?= (?:repetition|copy|draw|occurrence))",
    r"\bsigns? (?:of|in) the (?:first|second|other|last|negative) (?:sum|term|part|samples?|words?)\b|\b(?:minus )?signs? (?:inside|in) the (?:sigmoid|exponent|logarithm|matrix)\b|\bonce (?:we|you|one)(?:'ve| have)\b",
    r"\bleaving (?:us |me )?(?:only|just|with)\b",
    r"\banother (?=(?:class|copy|step|summand|index)\b)",
    r"\b(?:answers?|solutions?|explanations?|derivations?) should (?:be|contain|take|have|use|fit)\b[^.]*?\b(?:lines?|sentences?|paragraphs?|pages?)(?: long)?(?=\W*$)",
    r"\b(?:dropping|omitting|ignoring|leaving out) (?:the |all )?(?:other |constant )?terms (?:that|which) contains?\b|\b(?:its|the) (?:maximum|minimum|largest value) is(?= ⟦)|\brules? (?:twice|again)\b",
    r"\bcommon (?:mistake|error) is to (?:forget|drop|miss|omit|lose)\b|\ba wrong \w+ (?:here )?would\b|\bpassed\b.{0,12}\berror\b",
    r"\b(?:all|any|every|each|the|no|some) other\b|\bentr(?:y|ies) of ⟦[^⟧]*⟧ other than\b|\bthe error is(?= ⟦)|\b(?:nearly|almost) (?:identical|the same)\b|\bquestion(?= \(?[a-z0-9]\)?(?![a-z]))|\bweighted (?=(?:row )?(?:sum|combination))",
    r"\b(?:would|should) (?:then )?be(?=\W*$| no surprise)|\b(?:forward|backward) pass\b|\bspecial case(?= ⟦)|\bnothing (?:but|else|otherwise)\b|\ba little\b|\bthe only\b|\bat (?:once|first|hand|the same time)\b|\bdropping nothing\b|\bno (?:more|longer|need|surprise)\b(?: \w+)?|\bnot (?:wrong|false|incorrect|surprising\w*|hard|difficult)\b|\bwithout loss of generality\b|\b(?:on the )?other (?:hand|words?|terms?|summands?|factors?|ones|samples?|side|vectors?|half)\b",
    r"\bother than (?:0|zero)\b|\bonce (?:more|again)\b|\b(?:each|one|next to each|to each) (?:an)?other\b|\bin other words\b",
    r"\b(?:prediction|residual) errors?\b|\berror (?:term|signal|vector)s?\b|\bfinite differences?\b|\bcentral differences?\b|\bpartial derivatives?\b|\bmean(?:s|ing)\b|\bby means of\b|\bsquare (?:bracket|matrix)\w*\b|\bfirst[- ]order\b(?= (?:derivative|condition))",
    r"\bwhen (?:we )?(?:differentiat\w+|tak\w+|comput\w+|appl\w+)\b|\bif we (?:write|differentiate|expand|set|put|use|apply|call|let)\b|\b(?:exchang|interchang|swap)\w+ (?:the )?(?:order of )?(?:the )?(?:differentiation|derivatives?|sum(?:mation)?s?|gradients?|limits?)(?: and (?:the )?(?:differentiation|derivatives?|sum(?:mation)?s?|gradients?|limits?))?\b",
    r"\blog(?:arithm)?[- ]likelihood(?= trick)|\b(?:row|column) by (?:row|column)\b|\bone (?:word|term|sample|column) at a time\b|\bor (?:equivalently|simply|more \w+)\b|\bas a constant\b|\bnormali[sz](?:er|ing (?:sum|constant|term|factor))\b|\blet us\b|\b(?:weighted|inner|outer) (?:sum|combination|product)\b",
    r"\b(?:may|might|could|can) (?:well )?(?:have been|be|appear|occur) (?:drawn|sampled|chosen|picked|repeated|repeatedly|several|more than once)\b|\bseveral times\b|\bmore than once\b|\bregression\b|\bminus signs? (?:cancel\w*|comes?|stems?)\b",
)
"""Phrases of derivations that hold such a word and say nothing by it."""

ZH_DANGERS = """逐元素的|分数?相同|得分相同|都相同|取自|尝试|不|没|非|未|错|误|假|伪|勿|疑|可能|也许|或|大概|大约|近似|估|猜|似乎|好像|如果|若|除非|除了|仅|只|但|反|相反|负|号|倍|半|两次|平均|均值|均匀|归一|加权|缩放|平方|平滑|截断|正则|惩罚|温度|最大化|似然|忽略|略去|省|漏|丢|少|缺|多了|换|改|替|颠倒|转置
行|老师|同学|朋友|网上|抄|旧|草稿|作废|撤|更正|订正|问题|吗|看作|当作|视为|看成|放在|每一个词占|占|说|小词表|确定|应该|为例|时$|双曲"""
ZH_ALARMS = """批注|应为|应是|应改|尝试|错|不对|不正确|不成立|作废|更正|订正|勘误|撤回|抄自|同学|老师|朋友|相反数|反了|漏|少了|也许|大概|可能不|颠倒|调换|对调"""
ZH_ORDERS = (
    "乘以|乘上|再乘|除以|加上|减去|取反|取负|求逆|开方|(?:梯度|导数|它们?|其)[^，。]{0,4}(?:为|是|等于) ?(?:零|0)"
)
"""What is done with a formula by the clause behind it, or said of it there."""
ZH_RELATIONS = """(?:只有|仅有?|只)[^，。]*?(?:含|包含|依赖|出现|进入|保留|剩|贡献|取决|通过)|不(?:含|包含|依赖|出现|影响|变)|(?:依赖|包含|含有|出现|进入|保留|消失|抵消|贡献)"""
ZH_FRAMES = """(?:其余|其他|其它|由于|因为|因|利用|根据|通过|由|按照|按|从|借助|考虑|注意到?|回忆|回顾|将|把|对|先|再|首先|然后|接着|其次|最后|需要|我们|可以|可|直接|分别|逐项|求导|求和|展开|合并|整理|代入|化简|拆|提取|约去|应用|使用|运用|两边|直观|几何|从几何|换句话说|具体|具体来说|第|每|各|所有|导数|梯度|对数|指数|项|乘积|和式|常数|链式|情况|情形|这样|该|只有|于是|所以|因此|从而)"""
ZH_INERT = (
    r"可能(?:会)?(?:被)?(?=多次|重复|出现)|现在|误差|非(?:零|线性|负)|约定|不妨|不难(?:看出|发现|得到)?|负(?:采样|样本|对数)|分别|(?:求导|求和|微分|积分)(?:与|和)(?:求导|求和|微分|积分)(?:可以)?(?:交换)?(?:次序|顺序)?|交换(?:求导|求和|微分)(?:与|和)?(?:求导|求和|微分)?(?:的)?(?:次序|顺序)|(?:次序|顺序)|取对数|同一个|列|也就是说|来说|换句话说|多次|多个|至多|变换|可以交换",
)
