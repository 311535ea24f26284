r"""LEXICON of English: what each word, or set phrase, does to a claim that it stands beside. Every entry stands here once.

A stem ends in *; the pieces of a phrase are joined by _, where X is a formula and N a number. The longest entry that fits is taken, so that a phrase
("no longer", "out") also says that its words mean nothing there. `lexicon` explains the tags.
"""

ENGLISH: dict[str, str] = {
    # ---------------------------------------------------------------------------------------------- what changes a claim
    "deny cop": "isn't aren't wasn't weren't",
    "deny modal": "don't doesn't didn't can't cannot couldn't won't wouldn't shouldn't hasn't haven't hadn't",
    "deny": """not no nor neither never without nothing nobody none non 
        hardly barely scarcely rarely seldom""",
    "wrong": """and_so_on minus_this minus_that mirror_image made_this_up made_it_up made_that_up make_this_up fabricat* concoct* fingers_crossed typical_error typical_errors find_the_error slip not_true not_correct not_right not_valid not_used_here falsch ✗ ✘ ❌ ☒ 👎 true_or_false mixed_up mix_up confused has_errors contains_errors full_of_errors many_errors errors_in_the not_the_case disproof an_error has_error contains_error sign_error error_in errors_in untrue false* wrong* incorrect* invalid* mistak* erroneous fail fails failed failing failure fallac* contradict* do_not_agree does_not_agree don't_agree doesn't_agree did_not_agree didn't_agree counter* disagree* dispute*
        doubt* denies denied refut* reject* disprov* nonsense* absurd* a_lie lying myth* misconception* superstition* fairy_tale* bogus fake* typo* slips flaw* bug bugs buggy broken
        bad badly worse worst poor poorly clash* mismatch* unconvinc* unbelie* debunk* pitfall* misread* misprint* misunder* problematic suspicious* suspect* trust*
        believe* joke* kidding oops alas unfortunately sadly shame hoax trick_question crossed struck danger caution nope nah dummy impossible unable yeah
        is_off be_off looks_off off_by got_lost gets_lost far_from my_foot""",
    "back": """for_the_right_version for_the_correct_version for_the_proper_version for_a_correct_version for_the_real_answer for_the_correct_answer for_the_right_answer is_understood are_understood is_implied are_implied is_implicit are_implicit is_suppressed are_suppressed think_about think_again scratch_that repair* could_not_solve couldn't_solve not_solve not_finish not_solved unsolved drop dropped dropping drops take_that_back take_this_back second_thought* left_as_an_exercise for_the_moment for_now old older last_year* skip skipped skipping redone redo needs_to_be we_leave by_leaving i_leave take_back take_it_back withdraw* withdrew retract* void obsolete supersed* outdated abandon* discard* scrap strike delet* erase* disregard* forget* forgot* nevermind 
        fixme draft* placeholder* todo quotation* quoted crude* sloppy sloppily tentativ* preliminar*
        lost lose loses missing miss misses missed lack* lacking omit* neglect* left_out leave_out leaves_out leaving_out thrown throw
        removed gave_up give_up pending unfinished incomplete previously_wrong later_fixed used_to_be was_my to_be_done still_to_do still_missing
        still_open still_have_to still_has_to still_need_to still_needs_to still_must to_be_fixed first_idea first_attempt first_guess do_not_use don't_use rem""",
    "doubt": """give_or_take to_be_checked to_be_verified to_be_confirmed to_verify to_double-check needs_checking needs_verification would_be_nice one_might_expect you_might_expect might_expect one_would_expect would_need hopefully_right must_have_been guess* think thought thoughts presum* alleged* apparent* seemingly probably uncertain* unsure unclear conjectur* wonder* imagin* hypothe*
        questionable dubious unlikely approx* tempting tempted bet bets maybe perhaps hope hopes suppos* almost nearly roughly or_so
        question_mark not_sure assum* ought""",
    "doubt modal": "were_it were_this were_that should_have would_have could_have might_have",
    "heard": """my_neighbour my_neighbor a_neighbour_of friend* classmate* colleague* roommate* brother* sister* cousin* aunt uncle mother* father* teacher* professor* lecturer* tutor* grader* corrector*
        reviewer* internet web online blog* forum* wikipedia stackoverflow chatgpt gpt bot bots llm ai copied plagiar* borrowed stolen rumour* rumor*
        heard gossip* folklore dictat* someone somebody anybody insist* opinion* else's elsewhere book books manual wiki answer_key partner bob alice
        people who_claims claims_that the_book_claims according_to_a according_to_the_internet""",
    "link only": "but",
    "only": "anything_but everything_but but_the_last but_the_first only except excepting excluding apart besides save unless but_one but_for all_but few",
    "cond": """pretend* with_probability_X while_training iff if_and_only_if exactly_when precisely_when when whenever until provided provided_that as_long_as assuming given_that_X in_case during near around before_the_first once_per
        in_expectation on_average in_the_limit in_practice to_first_order to_leading_order up_to modulo at_least at_most sometimes usually often certain
        mostly at_initiali* on_the_diagonal on_the_boundary per_sample per_example per_word per_token per_step per_batch per_element per_entry in_the_mean evaluated_at""",
    "instead": """in_place_of something_else another_thing mine theirs yours backwards in_reverse another two_things instead redefin* renam* relabel* replac* switch* permut* shuffl* sort sorts sorted sorting convention* alternativ* 
        contrary rather unlike invert* upside henceforth now_on role roles play_the_part reward* differ differs different_from
        other_than either the_other_way way_round differently """,
    "given another": "hinge logistic",
    "another": """a_learning_rate as_if as_though training_set training_data test_set test_data validation_set second_derivative second_derivatives second_gradient as_a_row as_rows descent_direction direction_of_descent steepest_descent negative_gradient negative_gradients one-dimensional two-dimensional norm_one unit_norm unit_vector_along unit_vector_in unit_columns unit_rows unit_length unit_vectors orthonormal_columns orthonormal_rows orthogonal_columns orthogonal_rows equal_columns identical_columns has_norm norm_of bias additional_term additional_terms additional_factor sum_includes sum_excludes multiplication_with multiplication_by division_by next_to_last row_vector row_vectors counted_only_once counted_once being_counted minimum_of scales rescal* normaliz* normalis* standardi* smoothed smoothing smooth_labels averag* mean minimum maximum maximal minimal biased biases offset offsets
        median clip* regulari* quanti* perturb* penal* decay decays decayed dropout temperature base base_X likelihood* maximi* ascent utility prior uniform*
        hessian antiderivative proportional accuracy evenly equally soft rounded frozen tanh hyperbolic tangent arctangent cosine hierarchical one-sided duplicates
        tiny huge large larger small smaller big limiting restrict* special* initiali* converge* optimum infinit* batch minibatch
        frequent approximation* estimate* bound bounds bounded heuristic* halved halves thrice doubles doubled doubling triple*
        quarter finite distance perplexity perfect perfectly pseudo-inverse pseudoinverse sharpened tempered steeper behaves natural_gradient
        expected_gradient two_ones powers_of_two powers_of_ten first_k one_word_only one_dimension two_dimensions batches epoch epochs rank""",
    "op": "to_the_power raised_to over_N scaled transposed all_over subtract* transposes transposing negating divid* multiply multiplied multiplies halve cube cubed summed integrated inverted",
    "op step": "change_the_sign change_the_signs change_its_sign change_sign removing swap* exchang* interchang* multiplying add adding adds added divide square scale average_it take_the_negative take_half ",
    "factor": "once minus plus times extra total absolute length sign signs zero root remove after_all_that_factor",
    "back amend": "correction* corrected corrigend* amend* amended edited errat* revis* addend*",
    "hedge modal": "may might could",
    "hedge cond": "if whether",
    "hedge doubt": "hopefully possibly",
    "hedge plain": "please_tell please_report please_mail please_let let_me_know anything correct_me feel_free corrected_version now_corrected now_fixed",
    "turned factor": "negative",
    "turned op": "negated negates negate negat* transpose",
    "turned instead": "opposite*",
    "turned another": "half twice double inverse squared",
    "past it": "above what_i_had what_we_had what_i_wrote what_i_gave",
    "past plain": "earlier before previous previously",
    "turned op step": "flip* revers* negative_of",
    "doubt omit": "ignor*",
    "link so": "so hence thus therefore then consequently accordingly",
    "link again": "namely i.e ie that_is viz equivalently in_other_words",
    "cop is": "is are was were equals",
    "find gives": "becomes become gives give yields yield",
    "find comes": "simplifies_to simplify_to reduces_to reduce_to collapses_to boils_down comes_down_to amounts_to amount_to evaluates_to",
    "find get": "get gets obtain* find finds have has",
    "answer value": "partial_derivative partial_derivatives answer answers result results solution solutions value gradient gradients derivative derivatives slope slopes expression",
    # ------------------------------------------------------------------------------------------------- what a clause about
    "answer": """statement everything claim 
        formula formulas formulae equation final_form line""",
    "it": "the_following it this that these those they the_former the_latter both the_rest",
    "person": "please we're i'm you're we'd we'll i'll i'd we've i've we i one you let_us let's us me",
    "given": """example examples loss losses cost costs objective label labels target targets prediction predictions distribution distributions softmax sigmoid sigma activation matrix matrices
        embedding embeddings vector vectors word words sample samples negatives window windows vocabulary vocab corpus network model alpha hat hats score scores
        logit logits context centre center centres probability probabilities neuron layer layers weights data column columns relu sampler entropy classifier""",
    "math": """norm norms its_maximum its_minimum its_largest limit limits errors outer_derivative inner_derivative this_last_gradient the_last_gradient error backward everything_else row rows partial_gradient rule rules identity identities lemma theorem definition definitions property properties linearity symmetry expansion law laws equations trick calculus algebra
        fact facts argument arguments calculation computation observation differentiation differential differentials jacobian jacobians log logs logarithm logarithms
        exponential exponentials quotient quotients product products fraction fractions numerator numerators denominator denominators normaliser normalizer term terms summand
        summands sum sums piece pieces part parts branch branches bracket brackets factor factors entry entries component components chain step steps
        power powers function functions sigmoid's notation operator operators constants contribution contributions copy copies summation partition delta deltas
        variable variables case cases derivation substitution cancellation simplification rearrangement backpropagation graph edge edges node nodes path paths map maps
        residual polynomial number numbers scalar integral index indices side sides method approach coordinate coordinates dimension dimensions difference differences integrand
        monotonicity independence log-sum-exp cross-entropy outer_product inner_product innerproduct dot_product matrix-vector convexity concavity kink origin way idea
        exponent exponents ratio ratios roots proof tool tools manipulation manipulations bit reasoning shape shapes size sizes units draw draws draft_of_the_proof
        repetition repetitions occurrence occurrences numerical_check derivation_of input inputs output outputs math maths parenthesis parentheses
        minus_sign minus_signs curve graph_of update updates direction weight sign_of_the_first sign_of_the_second prediction_errors error_term error_terms
        error_signal error_signals error_vector residuals square_bracket square_brackets square_matrix finite_difference
        finite_differences central_difference central_differences forward_pass backward_pass backprop""",
    "rel": """looked_at drops_to not_used used_to_compute moves move pushes pulls push pull depend depends depended contain contains contained involve involves involved involving appear appears appeared occur occurs occurred enter enters entered include includes
        included contribute contributes contributed vanish vanishes vanished disappear disappears disappeared survive survives survived remain remains shows_up show_up
        cancel cancels canceled cancelled cancelling kill kills killed select selects selected picked touch touches touched affect affects affected unaffected
        influence influences influenced matter matters participate participates collapse collapses telescopes change changes reach_in depending
        updated visited independent drops_out drop_out dropped_out falls_away fall_away drops_away go_away goes_away counts unchanged surviving remaining vanishing
        merge merges accumulate accumulates add_up adds_up sum_to sums_to is_left are_left left_over concern concerns share shares shared""",
    # --------------------------------------------------------------------------------------------------- what leads to a claim
    "step": """following precomput* pre-comput* precalculat* compute_it_once compute_once differentiat* comput* calculat* expand* simplif* substitut* plug* insert* pulling pulled bring bringing collect* combin* rearrang* rewrit*
        writ* group grouping grouped tak* start starting begin* consider* recogni* look looking work works worked working do doing continu* let denot* defin*
        appl* us* split splits splitting separat* merg* stack* concatenat* assembl* arrang* gather* distribut* factoring factorise factorize summing
        tidy tidying pushing moving put putting set setting fix fixing read_off reading_off read reading pick picking backpropagat* treat* distinguish*
        reuse reusing unfold* unpack* unroll* evaluat* deriv* proceed* verif* check* double-check* double_check* compar* choos* keep keeping keeps remember* invok* exploit* employ* introduc*
        abbreviat* solv* convert* translat* turn turning going go follow count counting view viewing observ* repeat repeating carry carrying
        spell* break breaking decompos* isolat* undo undoing peel* trace tracing chase propagat* accumulating finish finishing lump* perform* note noting notice noticing recall recalling
        remind think_of treat_it_as see want wants need needs swap_the_order exchange_the_order interchang*_differentiation exchang*_sum exchang*_the_sum
        swap*_sum swap*_the_sum swapping_the_order exchanging_the_order interchanging_the_order interchange_the_order""",
    "find": """given_by settle_on end_up_with meant arrive* reach reaches conclude* end_up end_with gave giving show shows shown showed derive_that lead leads
        result_in results_in implies imply reads 
        turns_out works_out comes_out follows means simplif*_to left_with are_left_with we're_left_with left_to produces leaves leaving turns_into goes_to""",
    "cop": "run runs range ranges be being been denotes holds hold stores lists marks stands had it's that's there's here's what's remains_the",
    "modal": "can will shall must would should ought_to has_to have_to",
    "reason": """this_is_why which_is_why that_is_why since because as by using via through applying from thanks_to due_to because_of in_view_of in_light_of with_the_help_of after upon by_means_of based_on
        according_to straight_from directly_from where which whose so_that whereas the_reason due knowing""",
    "link": """while basically for_example else now and also first firstly second secondly third next finally again here clearly similarly moreover furthermore 
        e.g likewise analogously obviously overall altogether lastly last or in_fact in_particular in_general 
        of_course as_a_result here_goes here_we_go in_total in_all in_short in_summary to_sum_up to_conclude in_the_end at_the_end for_instance it_follows_that note_that
        notice_that observe_that recall_that remember_that we_know_that we_see_that although though however well okay ok indeed otherwise similarly_to""",
    "how": """intuitively geometrically informally conceptually visually componentwise component-wise entrywise elementwise element-wise column_by_column row_by_row
        term_by_term step_by_step word_by_word one_word_at_a_time in_words in_matrix_notation in_vector_notation in_matrix_form in_vector_form in_components
        as_a_sanity_check sanity_check on_each_side_of_the_origin on_both_sides_of_the_origin on_each_side_of_zero on_each_branch on_each_piece on_either_side
        away_from_the_kink away_from_the_origin away_from_zero interpretation interpret makes_sense make_sense this_says it_says this_tells it_tells
        this_explains it_can_be_read_as it_can_be_interpreted_as can_be_seen_as compare_this_with remark comment this_reflects cheap_to easy_to fast_to quick_to""",
    "all": "throughout all every each any arbitrary whole entire always everywhere full",
    "prep": "with_it of in on over for with to at under into between among against within across about per onto toward towards along beside next_to",
    "det": "the a an our my your its their some such same own",
    # ---------------------------------------------------------------------------------------------- what says nothing by
    "plain": """no_closed-form_solution no_closed_form_solution no_closed_form no_closed-form has_the_same_form has_the_form same_form_as helpful_to_think useful_to_think easiest_to_think easier_to_think dense sparse one_column_per if_you_prefer if_you_like if_you_want if_one_prefers if_one_likes if_desired that_i_omit that_we_omit which_i_omit which_we_omit omitted_here zero_when_the_prediction_is_perfect zero_if_the_prediction_is_perfect zero_when_prediction_is_perfect zero_when_the_model_is_perfect zero_for_a_perfect_prediction we_are_done we're_done elementwise_product* element-wise_product* entrywise_product* cannot_be_simplified_further cannot_be_simplified can't_be_simplified batch_norm* layer_norm* rms_norm* half_a_page invertible incorrect_vector incorrect_vectors incorrect_word incorrect_words wrong_word wrong_words loses_information loses_it symbol vector_of_length of_length dropping_terms dropping_the_terms dropping_the_other_terms dropping_constant dropping_the_constant omitting_terms omitting_the_terms omitting_constant omitting_the_other ignoring_terms ignoring_the_terms ignoring_constant ignoring_the_other leaving_out_terms leaving_out_the_terms leaving_out_the_other wrong_in_the_slides wrong_in_the_notes wrong_in_the_book wrong_in_the_lecture prediction_is_perfect predictions_are_perfect multiplied_by_the_learning_rate multiplied_by_the_step dropping_nothing drop_the_index drop_the_assumption drop_the_argument drop_the_arguments logistic_function logistic_sigmoid symbols almost_by_definition different_from_each_other told_to_ignore asked_to_ignore allowed_to_ignore anyone middle version explicit but_also but_not_only nothing_but got_the_transposes_right word_other_than words_other_than not_present not_seen there_is_no there_are_no unlike_in unlike_the unlike_for respect_to_X_not equal except_this_time except_that_now except_that_each additional concentrated point_mass no_error no_errors please_note please_see everything_goes once_we once_you once_one once_the once_it computed_once stored_once logistic_regression softmax_normalises softmax_normalizes never_call never_need never_have_to not_clash does_not_clash not_defined undefined times_input a_while time iff_X moves_on prediction_error are_assumed assumed_distinct the_assumption by_assumption assumption assumptions only_one_such there_is_only there_are_only exchanged_with_the_sum may_be_exchanged can_be_exchanged can_exchange nothing_other_than can_ignore instead_of_the_entire instead_of_the_whole instead_of_all already itself took took_me another_class another_copy another_step another_summand another_index almost_nothing almost_identical almost_the_same nearly_identical nearly_the_same model_mistakes misclassif* summary summarized summarised
 positive fixed signed pair pairs happen happens while_the_other question_marks confident unlike_the_plain lets_some count_times no_update no_further_computation no_computation
 wrong_about wrongly_gave regularization_term regularisation_term don't_forget do_not_forget don't_worry do_not_worry don't_be_afraid do_not_be_afraid them reused only_sensible at_first_i_forgot exactly_zero constant_with_respect actual additive agree agrees align array associated away basis becoming cached carefully cheap cheaper chosen claimed closely
        closer code common compact compactly complete completes completely concise consistent correct corresponding cross d-dimensional descent desired did
        dimensional directly does done dot early easier easily easy efficient efficiently elegant element elements end eq eqn eqns exactly just ex 
        exercise exp expectation expected explicitly express expressed fast faster final fine fourth general generally hand hand-derived having heaviside help
        homework immediately implement implementation important in-class intuition intuitive item iterate iterates iv ii iii vi vii known know later learning lecture lectures
        left like likely long longer look-up lookup loop loops mark match matches matching matrix-form memory model's more most much multiplicity naive neat
        needed nice noise notes numpy observed obtained outside outcome page partial pf place places point points position practice precise precisely predicted 
        probability-weighted problem program proved proven prove pt pts qed quad quickly quick quite rate real really regard remarkable required resp
        respect respectively right sampling sanity section seen separate separately sequence short similar similarity simple simpler simplest simply single slides slow
        slower soln somewhat soon sort_of space spot standard stated stay stays still store stored storing straightforward straightforwardly string
        student students subsection surprise surprising tab table task textbook thanks there thing things thread together token tokens too training trivial true truth
        twice-differentiable typeset usual usually_written valid values variance-free vectorised vectorized very wanted ways well-known what whence who why how word2vec
        wrt w.r.t x yes yet two three four five only_once one-hot one-hot's ones outer inner also_called hidden target_word quantity quantities same-shape negative-sampling
        skip-gram skipgram linear nonlinear non-linear smooth differentiable monotone constant distinct unit sampled drawn repeated repeatedly several many multiple often_enough
        corresponding_to as_usual as_expected as_required as_desired as_wanted as_claimed as_before as_above as_asked as_needed as_stated as_shown true_word
        respect_to new current original named called known_as proportionally strong strongly weighted amount strength pushed moved positive_part mass
        cosmetic tidy_form clean cleanly pretty familiar famous closed closed-form compact_form scalar-valued real-valued column-wise columnwise row-wise bits piecewise
        ordinary special_case_X activation_function gradient_check question_asks assignment handout course class lecture_notes part_of_the year today yesterday
        marks_for credit full_credit sentence sentences paragraph lines pages short_answer question questions solution_to problem_set sheet figure exercise_sheet
        multivariate multivariable index-free vector-valued leaky plain kronecker bilinear quadratic convex concave step_function chain-rule log-softmax softmaxed scalar_product
        non-zero nonzero non-negative up down out off even ever though_the back instead_of_computing forward far near_the_end later_on below_we ago
        everybody everyone everybody_else everyone_else all_others miracle messy ugly scary scarier lovely great good better best perfectly_fine particularly
        proportion fraction_of rank-one rank-1 rank_one mass_on puts got sees takes_on lets makes make made takes become_clear comes come came stems stem arises lie_in lies_in null_space
        demonstrated shown_above wanted_to ready completeness convenience clarity reference detail details hint wants_it asks asked form forms terms_in
        minus_the_observed minus_the_actual minus_observed minus_actual minus_truth minus_label minus_the_label minus_the_true minus_the_truth minus_one-hot minus_the_one-hot minus_target minus_the_target
        weighted_average weighted_averages weighted_mean weighted_sum weighted_sums weighted_combination weighted_row_sum weighted_by negative_sampl* negative_word negative_words negative_vector
        negative_vectors negative_pairs negative_log negative_logarithm negative_log-likelihood log-likelihood_trick not_wrong not_false not_incorrect not_surprising* not_hard not_difficult not_bad
        not_needed not_necessary not_necessarily not_only no_surprise no_more no_longer no_need no_matter no_further no_problem no_doubt without_loss_of_generality without_the_product without_any
        no_big_deal nothing_else nothing_more nothing_new nothing_otherwise nothing_to_do there_is_nothing_to_do is_nothing_to_do nothing_to_be_done nothing_to_compute do_not_distribute do_not_share a_little the_only at_once at_first at_hand at_the_same_time once_more once_again all_at_once only_needs needs_only need_only requires_only only_has_to only_have_to
        only_need_to on_the_other_hand other_words the_other other_term other_terms other_summand other_summands other_factor other_factors other_ones other_sample other_samples other_side
        other_vector other_vectors other_half other_word other_words_are all_other any_other every_other each_other no_other some_other the_others one_another next_to_each_other to_each_other
        other_than_zero other_than_0 other_center other_centre other_part other_parts other_entries other_indices other_columns other_rows others
        first_sum second_sum negative_part first_order_condition first-order_condition rule_twice rules_twice rule_again
        in_mind leaving_us leaving_only leaving_just the_error_is entries_other_than
        common_mistake_is_to_forget common_error_is_to_forget common_mistake common_error how_wrong model_wrongly we_wrongly wrong_sign_here_would passed_with_error
        as_a_constant normalising normalizing normalising_constant normalizing_constant normalising_sum normalizing_sum normalisation_term normalization_term
        regression linear_regression learning_rate step_size minus_sign_comes more_than_once several_times many_times at_a_time or_equivalently or_simply or_more
        may_be_drawn may_be_sampled can_be_drawn can_be_sampled may_occur can_occur may_appear can_appear could_have_been might_have_been may_have_been
        does_not_appear does_not_occur does_not_depend does_not_contain does_not_involve does_not_enter does_not_matter do_not_appear do_not_occur do_not_depend do_not_contain do_not_involve do_not_enter
        do_not_matter doesn't_appear doesn't_occur doesn't_depend doesn't_contain doesn't_involve doesn't_enter doesn't_matter don't_appear don't_occur don't_depend don't_contain don't_involve
        don't_enter don't_matter not_depend not_occur not_appear not_contain not_involve independent_of not_in_the_loss isn't_in_the_loss not_among not_one_of not_part_of isn't_among
        not_in_it not_there_in does_not_change do_not_change doesn't_change do_not_need don't_need does_not_need not_need don't_care not_care not_a_problem not_require does_not_require
        is_all_we_need is_all_you_need is_all_that_is_needed except_for_a_one except_for_a_single_one except_for_a_1 from_the_wrong_word from_the_wrong_words from_wrong_words doesn't_show does_not_show as_it_should as_they_should as_it_must as_they_must would_be_no should_be_no would_make_training sanity-check special_case""",
}
