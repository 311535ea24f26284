"""EVERYDAY: words of English that say nothing of a value, whatever they stand beside.

A clause that speaks of a claim with a word that no table holds leaves the claim undecided (`claims.says_anew`), since nobody knows what the word does.
So this list is long, and no word stands in it that could name another value, loss, variable or case: none of size, sign, number, order, truth, or of
training.
"""

EVERYDAY = """
    able above-mentioned accept accepted accepts accompanied accomplish accomplished according accustomed achieve achieved acquainted act acts
    admire advantage advice advise aforementioned afternoon ahead aid aim aimed aims albeit algebraic algorithm algorithms allow allowed allows
    alphabet amazing analogous analogy analyse analysed analyze analyzed ancient announce annoying answered answering anticipate anticipated
    anyway appealing appearing appendix appreciate appreciated arithmetic arrow arrows art article articles as_given aside asking assert
    assigned assignment's assist attached attack attractive available avoid avoided avoids aware awkward background badge based basic basics
    bear bearing beautiful beauty became beforehand behold beneath benefit blackboard blackboards blank board book-keeping bookkeeping bore
    boring bother bottom box boxed boxes bracketed brain breath breathe breeze brief bright brings broad brought build building builds built buy
    calls camp canonical captured care careful cares casual catch caught challenge challenging chance chapter character charming cheerful choice
    choices circle cited clarifies clarify classic classical clause clear clearer clearest clever click clicks coefficient coefficients coherent
    colour coloured colours comfort comfortable comma command commented commit compatible compile compiles comprehensible concept concepts
    concerned concluding condense condensed condenses conducted confidence confirm confirmed confirming confirms connect connected consequence
    consequences content convenient cookbook core corollary couple courage course's cover covered covers craft cram create created creates crisp
    crucial crux cumbersome curious customary cute daily daunting dear deciding declare declared deduce deduced deeper delicate delight
    delightful deliver delivers demand demands demonstrate demonstrates described describing deserve deserves design detailed determined develop
    developed device diagram diagrams dictionaries dictionary didactic different_case different_cases different_index different_indices
    different_kinds different_part different_parts different_sample different_samples different_term different_terms different_vector
    different_vectors different_way different_ways different_word different_words difficult difficulty dig digest digestible diligent direct
    discipline discover discovered discuss discussed display displayed displays documented drawing drew duly ease easiest economical editor
    educational effect effects effort effortless elaborate elegance elementary emerge emerged emerges emphasise emphasize encounter encountered
    encourage encouraging ending endless enjoy enjoyed enjoying enlightening ensure ensures equivalent essential establish established
    establishes etc evening everyone's evidence evident exact exam examine examined examining exams excellent excited exciting exercises exist
    existence existing exists expects experience experienced explain explained explaining explains explicitness exploring eye eyes face facing
    factored faithful fascinating fashion favorite favourite feel feels fellow felt fifth figures file files finding findings finished finishes
    firm fit fits fitting flow flowchart flowing flows fluent focus folks followed footnote formal formalism forming fortunate found fresh front
    fruitful fulfil fulfils fully fun fundamental funny further generic genuine given_above given_by_the given_in given_the glance goal goals
    grab graceful grasp grateful greetings guidance guide guided guideline guides handle handled handles handling handout's handwriting
    handwritten handy hard harder hardest head heading heart heavy hello helped helpful helping helps hereby highlight highlighted hints hit
    hits homework's homeworks honest hour hours html human ideas identified illuminating illustrate illustrated illustrates image images
    immediate imported in_contrast inclined indicated inevitable informal informative ingredient ingredients innermost innocent insight
    insightful inspect inspecting inspired instructive intended intends intent interested interesting internal interpreted interpreting intro
    job jot jotted journey joy jump jumps key keyword kind kinds knew knowledge labor laborious labour language latex layout learn learned
    learner learns learnt lecture's legible leisure lengthy lesson lessons letter letters level library lining link linked links list listed
    listing loaded locate located logic logical long-winded longhand looked loved machine machinery magical main maintain making manage managed
    manner margin marked marker marking massage matched material mathematical mathematician mathematics meaningful mechanical meet meets
    memorable memorise memorize mentioned mentioning message met midterm mind minds minute minutes mnemonic mnemonics module modules moment
    month morning motivate motivated motivating mouthful multi-line mundane myself name names natural nature nd neater necessary needless
    nevertheless nicer nicest night night's nonetheless notable notebook noted noteworthy noticed notion notions novel numbered numeric
    numerical obeys object objects obvious onward onwards open opened opens organise organised organize organized ourselves outermost outline
    outlined outlines overview overwhelming ownership package pain painful painless painstaking paper papers paragraphs parameter parameters
    paraphrase paraphrased particular pass passage passages passes passing patience patient pdf peek pen pencil period permits permitted
    personal perspective philosophy phrase phrased physics picture pictured pictures plan play pleasant pleased pleasing pleasure plot plotted
    pointing polished popular post posts powerful practical practise practised preceding predicts preface prefer preferred prepare prepared
    presence present presentable presented presenting presents press principal principle principles print printed prints procedure process
    processed produce produced producing profound programming prominent prompt proves provide provides providing proving public purpose purposes
    pursue quiet quiz rationale re-derive reached readable reader reader's readers realise realised realize realized reappear reappears reason
    reasonable reasoned reasons recap recast recipe recommend recommended record recorded recover recovers referred reflect reflects refresher
    regardless regards relax relevant reliable rely remarks reminded reminder reminds reminiscent rephrase rephrased represented reproduce
    reproduces request requested require requires respected restate restated restating resulting reuses reveal revealed revealing reveals rigor
    rigorous rigour room routine sake satisfies satisfy satisfying saved saves saving says scheme school science screen scribble scribbled
    script seamless search seasoned seek self-contained self-evident self-explanatory semester sense sensible serve serves settled settles shelf
    shortcut shortcuts shorter shortest shorthand showcase showing sight significant sincere sit sits sixth skill skills skim slick slightest
    smart smile smiling snippet so-called solid something somewhere soothing sought source sources spare speak speaking speaks specific
    specified spectacular spirit spirits spotted spotting stage stand stand-alone starts states stating steps' stepwise story straight strategy
    stress strict striking structural structure structured student's students' studied study studying stuff style stylish subject submit submits
    submitted submitting subpart subparts subsequent subtle subtlety success succinct suffice suffices sufficient suit summarise summarises
    summarize summarizes superb supplies support supports sure surprised syllabus symbolic syntax system systematic systems tabulated talk
    talked talking talks taught teach teaches teaching technical technique techniques tedious tell tells tensor tensors terminology terse test
    tested tests text textual th than thank the_given themselves theoretical theory therein thereof thorough tidier title titles today's tonight
    toolbox topic topics tough track traditional transparent tricky tuple type typed types typical unambiguous unavoidable undergraduate
    underlying underneath understand understandable understanding understood unnecessary unravels unwinds url utilise utilised utilising utilize
    utilized utilizing variety vec verbal verbose viewed viewpoint violated visible vital vivid voice warm warm-up watch week week's weeks
    welcome well-defined well-named wherein whiteboard willing wise wording wordy worked-out workings worksheet world worth worthwhile wrapped
    wrote years yielding yourself
"""
