(* The library of gradproof's certificates: finite sums, Kronecker's delta, and the rules of differentiation, as lemmas.
   Every certificate opens with it. Sizes are variables throughout: what is proved, is proved for every size. *)
Require Export Reals Lra Lia FunctionalExtensionality.
From Coquelicot Require Export Coquelicot.
Open Scope R_scope.

(* ------------------------------------------------------------------------------------------------------------ vocabulary *)

(* Sum n f = f 0 + ... + f (n - 1) *)
Fixpoint Sum (n : nat) (f : nat -> R) : R := match n with O => 0 | S m => Sum m f + f m end.
(* delta i j = 1 if i = j, else 0 *)
Definition delta (i j : nat) : R := if Nat.eqb i j then 1 else 0.
(* set1 v j t is the vector v with t at place j; set2 U j k t the matrix U with t at row j of column k *)
Definition set1 (v : nat -> R) (j : nat) (t : R) : nat -> R := fun i => if Nat.eqb i j then t else v i.
Definition set2 (U : nat -> nat -> R) (j k : nat) (t : R) : nat -> nat -> R :=
  fun i w => if andb (Nat.eqb i j) (Nat.eqb w k) then t else U i w.
Definition sigmoid (x : R) : R := / (1 + exp (- x)).
Definition sign_of (x : R) : R := if Rlt_dec 0 x then 1 else if Rlt_dec x 0 then -1 else 0.

(* ------------------------------------------------------------------------------------------------------ delta and entries *)

Lemma delta_refl i : delta i i = 1.
Proof. unfold delta. now rewrite Nat.eqb_refl. Qed.
Lemma delta_true i j : i = j -> delta i j = 1.
Proof. intros ->. apply delta_refl. Qed.
Lemma delta_false i j : i <> j -> delta i j = 0.
Proof. unfold delta. destruct (Nat.eqb_spec i j); congruence. Qed.
Lemma delta_sym i j : delta i j = delta j i.
Proof. unfold delta. now rewrite Nat.eqb_sym. Qed.
Lemma delta_shift i j : delta (1 + i) (1 + j) = delta i j.
Proof. reflexivity. Qed.
(* an index map without repetitions *)
Lemma delta_injective (n : nat) (m : nat -> nat) :
  (forall i j, (i < n)%nat -> (j < n)%nat -> m i = m j -> i = j) ->
  forall i j, (i < n)%nat -> (j < n)%nat -> delta (m i) (m j) = delta i j.
Proof. intros H i j Hi Hj. unfold delta. destruct (Nat.eqb_spec (m i) (m j)), (Nat.eqb_spec i j); auto; subst; [|congruence]. exfalso; auto. Qed.
Lemma if_equal (i j : nat) (a b : R) : (if Nat.eqb i j then a else b) = delta i j * a + (1 - delta i j) * b.
Proof. unfold delta. destruct (Nat.eqb i j); ring. Qed.
Lemma if_same (i j : nat) (a b : R) : i = j -> (if Nat.eqb i j then a else b) = a.
Proof. intros ->. now rewrite Nat.eqb_refl. Qed.
Lemma if_apart (i j : nat) (a b : R) : i <> j -> (if Nat.eqb i j then a else b) = b.
Proof. destruct (Nat.eqb_spec i j); congruence. Qed.
Lemma if_less (a b x y : R) : a < b -> (if Rlt_dec a b then x else y) = x.
Proof. destruct (Rlt_dec a b); intros; [reflexivity|contradiction]. Qed.
Lemma if_not_less (a b x y : R) : b <= a -> (if Rlt_dec a b then x else y) = y.
Proof. destruct (Rlt_dec a b); intros; [lra|reflexivity]. Qed.
Lemma if_at_most (a b x y : R) : a <= b -> (if Rle_dec a b then x else y) = x.
Proof. destruct (Rle_dec a b); intros; [reflexivity|contradiction]. Qed.
Lemma if_not_at_most (a b x y : R) : b < a -> (if Rle_dec a b then x else y) = y.
Proof. destruct (Rle_dec a b); intros; [lra|reflexivity]. Qed.
(* cases by a number, as 1 or 0 times each of them *)
Lemma if_less_bit (a b x y : R) :
  (if Rlt_dec a b then x else y) = (if Rlt_dec a b then 1 else 0) * x + (1 - (if Rlt_dec a b then 1 else 0)) * y.
Proof. destruct (Rlt_dec a b); ring. Qed.
Lemma if_at_most_bit (a b x y : R) :
  (if Rle_dec a b then x else y) = (if Rle_dec a b then 1 else 0) * x + (1 - (if Rle_dec a b then 1 else 0)) * y.
Proof. destruct (Rle_dec a b); ring. Qed.
Lemma if_less_eq (a b c d x y : R) : a = c -> b = d -> (if Rlt_dec a b then x else y) = (if Rlt_dec c d then x else y).
Proof. intros -> ->. reflexivity. Qed.
Lemma if_at_most_eq (a b c d x y : R) : a = c -> b = d -> (if Rle_dec a b then x else y) = (if Rle_dec c d then x else y).
Proof. intros -> ->. reflexivity. Qed.
Lemma if_less_max (z x y : R) : (if Rlt_dec 0 (Rmax 0 z) then x else y) = (if Rlt_dec 0 z then x else y).
Proof. destruct (Rlt_dec 0 z) as [P|P].
 rewrite (Rmax_right 0 z) by lra. destruct (Rlt_dec 0 z); [reflexivity|contradiction].
 rewrite (Rmax_left 0 z) by lra. destruct (Rlt_dec 0 0); [lra|reflexivity]. Qed.
Lemma set1_same v j : set1 v j (v j) = v.
Proof. extensionality i. unfold set1. destruct (Nat.eqb_spec i j); congruence. Qed.
Lemma set2_same U j k : set2 U j k (U j k) = U.
Proof. extensionality i. extensionality w. unfold set2. destruct (Nat.eqb_spec i j), (Nat.eqb_spec w k); simpl; congruence. Qed.
Lemma set2_other U j k t c : c <> k -> (fun i => set2 U j k t i c) = (fun i => U i c).
Proof. intros H. extensionality i. unfold set2. destruct (Nat.eqb_spec c k); [contradiction|]. now rewrite Bool.andb_false_r. Qed.

(* ------------------------------------------------------------------------------------------------------------ finite sums *)

Lemma Sum_ext n f g : (forall i, (i < n)%nat -> f i = g i) -> Sum n f = Sum n g.
Proof. induction n; simpl; intros H; auto. rewrite IHn, H; auto. Qed.
Lemma Sum_scale n a f : Sum n (fun i => a * f i) = a * Sum n f.
Proof. induction n; simpl; [ring|rewrite IHn; ring]. Qed.
Lemma Sum_linear n a f g : Sum n (fun i => a * f i + g i) = a * Sum n f + Sum n g.
Proof. induction n; simpl; [ring|rewrite IHn; ring]. Qed.
Lemma Sum_zero n : Sum n (fun _ => 0) = 0.
Proof. induction n; simpl; [|rewrite IHn]; ring. Qed.
Lemma Sum_one n : Sum n (fun _ => 1) = INR n.
Proof. induction n; [reflexivity|]. rewrite S_INR. simpl. rewrite IHn. reflexivity. Qed.
Lemma Sum_beyond n j f : (n <= j)%nat -> Sum n (fun i => f i * delta i j) = 0.
Proof. induction n; simpl; intros; auto. rewrite IHn, delta_false by lia. ring. Qed.
Lemma Sum_sift n j f : (j < n)%nat -> Sum n (fun i => f i * delta i j) = f j.
Proof. induction n; simpl; intros; [lia|]. destruct (Nat.eq_dec n j) as [->|].
 rewrite Sum_beyond, delta_refl by lia. ring.
 rewrite IHn, delta_false by lia. ring. Qed.
Lemma Sum_sift' n j f : (j < n)%nat -> Sum n (fun i => f i * delta j i) = f j.
Proof. intros. rewrite <- (Sum_sift n j f) by auto. apply Sum_ext; intros. now rewrite delta_sym. Qed.
Lemma Sum_plus n f g : Sum n (fun i => f i + g i) = Sum n f + Sum n g.
Proof. induction n; simpl; [ring|rewrite IHn; ring]. Qed.
Lemma Sum_exchange n m f : Sum n (fun i => Sum m (fun j => f i j)) = Sum m (fun j => Sum n (fun i => f i j)).
Proof. induction n; simpl. now rewrite Sum_zero. now rewrite IHn, <- Sum_plus. Qed.
Lemma Sum_nonnegative n f : (forall i, (i < n)%nat -> 0 < f i) -> 0 <= Sum n f.
Proof. induction n; simpl; intros H; [lra|]. assert (0 <= Sum n f) by auto. assert (0 < f n) by auto. lra. Qed.
Lemma Sum_positive n f : (0 < n)%nat -> (forall i, (i < n)%nat -> 0 < f i) -> 0 < Sum n f.
Proof. destruct n; simpl; intros; [lia|]. assert (0 <= Sum n f) by (apply Sum_nonnegative; auto). assert (0 < f n) by auto. lra. Qed.

(* -------------------------------------------------------------------------------------------------------------- functions *)

Lemma sigmoid_positive x : 0 < sigmoid x.
Proof. unfold sigmoid. apply Rinv_0_lt_compat. generalize (exp_pos (-x)). lra. Qed.
Lemma sigmoid_below_one x : 0 < 1 - sigmoid x.
Proof. unfold sigmoid. generalize (exp_pos (-x)). intros. replace (1 - _) with (exp (-x) * / (1 + exp (-x))) by (field; lra).
 apply Rmult_lt_0_compat; auto. apply Rinv_0_lt_compat. lra. Qed.
Lemma sigmoid_quotient x : sigmoid x = 1 / (1 + exp (- x)).
Proof. unfold sigmoid, Rdiv. ring. Qed.
Lemma tanh_quotient x : tanh x = (exp x - exp (- x)) / (exp x + exp (- x)).
Proof. unfold tanh, sinh, cosh. generalize (exp_pos x) (exp_pos (- x)). intros. field. lra. Qed.
Lemma circle x : cos x * cos x = 1 - sin x * sin x.
Proof. generalize (sin2_cos2 x). unfold Rsqr. lra. Qed.
Lemma exp_minus a b : exp (a - b) = exp a / exp b.
Proof. unfold Rminus, Rdiv. rewrite exp_plus, exp_Ropp. reflexivity. Qed.
Lemma exp_opposite a : exp (- a) = 1 / exp a.
Proof. rewrite exp_Ropp. unfold Rdiv. ring. Qed.
Lemma ln_quotient a b : 0 < a -> 0 < b -> ln (a / b) = ln a - ln b.
Proof. intros. unfold Rdiv. rewrite ln_mult, ln_Rinv; auto. apply Rinv_0_lt_compat; auto. Qed.
Lemma ln_product a b : 0 < a -> 0 < b -> ln (a * b) = ln a + ln b.
Proof. apply ln_mult. Qed.

(* ------------------------------------------------------------------------------------------------ rules of differentiation *)

Lemma D_eq (f : R -> R) (x a b : R) : is_derive f x a -> a = b -> is_derive f x b.
Proof. congruence. Qed.
Lemma D_const (c x : R) : is_derive (fun _ : R => c) x 0.
Proof. auto_derive; auto. Qed.
Lemma D_id (x : R) : is_derive (fun t : R => t) x 1.
Proof. auto_derive; auto. Qed.
Lemma D_plus f g (x a b : R) : is_derive f x a -> is_derive g x b -> is_derive (fun t : R => f t + g t) x (a + b).
Proof. intros. apply (is_derive_plus (V := R_NormedModule)); auto. Qed.
Lemma D_opp f (x a : R) : is_derive f x a -> is_derive (fun t : R => - f t) x (- a).
Proof. intros. apply (is_derive_opp (V := R_NormedModule)); auto. Qed.
Lemma D_minus f g (x a b : R) : is_derive f x a -> is_derive g x b -> is_derive (fun t : R => f t - g t) x (a - b).
Proof. intros. apply (is_derive_minus (V := R_NormedModule)); auto. Qed.
Lemma D_mult f g (x a b : R) : is_derive f x a -> is_derive g x b -> is_derive (fun t : R => f t * g t) x (a * g x + f x * b).
Proof. intros. apply (is_derive_mult (K := R_AbsRing) f g x a b); auto. intros; apply Rmult_comm. Qed.
Lemma D_chain h f (x a b : R) : is_derive h (f x) b -> is_derive f x a -> is_derive (fun t : R => h (f t)) x (a * b).
Proof. intros. apply (is_derive_comp (V := R_NormedModule) h f); auto. Qed.
Lemma D_inv f (x a : R) : f x <> 0 -> is_derive f x a -> is_derive (fun t : R => / f t) x (- (a / (f x * f x))).
Proof. intros. eapply D_eq. apply (is_derive_inv f x a); auto. simpl. field. auto. Qed.
Lemma D_div f g (x a b : R) : g x <> 0 -> is_derive f x a -> is_derive g x b ->
  is_derive (fun t : R => f t / g t) x ((a * g x - f x * b) / (g x * g x)).
Proof. intros. eapply D_eq. apply (is_derive_div f g x a b); auto. simpl. field. auto. Qed.
Lemma D_pow n f (x a c : R) : c = INR (S n) -> is_derive f x a -> is_derive (fun t : R => f t ^ S n) x (c * a * f x ^ n).
Proof. intros. subst c. eapply D_eq. apply (is_derive_pow f (S n) x a); auto. simpl pred. ring. Qed.
Lemma D_if (b : bool) f g (x a c : R) : is_derive f x a -> is_derive g x c ->
  is_derive (fun t : R => if b then f t else g t) x (if b then a else c).
Proof. destruct b; auto. Qed.
Lemma D_exp f (x a : R) : is_derive f x a -> is_derive (fun t : R => exp (f t)) x (a * exp (f x)).
Proof. intros. apply (D_chain exp f); auto. auto_derive; auto; ring. Qed.
Lemma D_ln f (x a : R) : 0 < f x -> is_derive f x a -> is_derive (fun t : R => ln (f t)) x (a / f x).
Proof. intros. apply (D_chain ln f); auto. auto_derive; auto. field. lra. Qed.
Lemma D_sigmoid f (x a : R) : is_derive f x a -> is_derive (fun t : R => sigmoid (f t)) x (a * (sigmoid (f x) * (1 - sigmoid (f x)))).
Proof. intros. apply (D_chain sigmoid f); auto. unfold sigmoid. generalize (exp_pos (- f x)). intros. auto_derive; [lra|field; lra]. Qed.
Lemma D_tanh f (x a : R) : is_derive f x a -> is_derive (fun t : R => tanh (f t)) x (a * (1 - tanh (f x) * tanh (f x))).
Proof. intros. apply (D_chain tanh f); auto. unfold tanh, sinh, cosh. generalize (exp_pos (f x)) (exp_pos (- f x)). intros.
 auto_derive; [lra|field; lra]. Qed.
Lemma D_sin f (x a : R) : is_derive f x a -> is_derive (fun t : R => sin (f t)) x (a * cos (f x)).
Proof. intros. apply (D_chain sin f); auto. auto_derive; auto; ring. Qed.
Lemma D_cos f (x a : R) : is_derive f x a -> is_derive (fun t : R => cos (f t)) x (- (a * sin (f x))).
Proof. intros. eapply D_eq. apply (D_chain cos f x a (- sin (f x))); auto. auto_derive; auto; ring. ring. Qed.
Lemma D_sqrt f (x a : R) : 0 < f x -> is_derive f x a -> is_derive (fun t : R => sqrt (f t)) x (a / (2 * sqrt (f x))).
Proof. intros. apply (D_chain sqrt f); auto. generalize (sqrt_lt_R0 _ H). intros. auto_derive; auto. field. lra. Qed.
Lemma D_Sum n (f : R -> nat -> R) (x : R) f' : (forall i, (i < n)%nat -> is_derive (fun t : R => f t i) x (f' i)) ->
  is_derive (fun t : R => Sum n (f t)) x (Sum n f').
Proof. intros H. induction n; simpl. apply D_const. apply D_plus; auto. Qed.
Lemma D_set1 v j i (x : R) : is_derive (fun t : R => set1 v j t i) x (delta i j).
Proof. unfold set1, delta. destruct (Nat.eqb i j). apply D_id. apply D_const. Qed.
Lemma D_set2 U j k i w (x : R) : is_derive (fun t : R => set2 U j k t i w) x (delta i j * delta w k).
Proof. unfold set2, delta. destruct (Nat.eqb i j), (Nat.eqb w k); simpl.
 apply (D_eq _ _ 1); [apply D_id|ring].
 all: apply (D_eq _ _ 0); [apply D_const|ring]. Qed.
(* away from a kink: where one side is the greater, the maximum is that side nearby *)
Lemma greater_nearby (f g : R -> R) (x a b : R) : is_derive f x a -> is_derive g x b -> f x < g x -> locally x (fun t => f t < g t).
Proof. intros Hf Hg H.
 assert (C : continuous (fun t => g t - f t) x).
 { apply (ex_derive_continuous (V := R_NormedModule)). exists (b - a). apply D_minus; auto. }
 assert (P : locally (g x - f x) (fun y => 0 < y)) by (apply (open_gt 0); lra).
 generalize (C _ P). unfold filtermap. apply filter_imp. intros; lra. Qed.
Lemma D_max_right f g (x a b : R) : f x < g x -> is_derive f x a -> is_derive g x b -> is_derive (fun t : R => Rmax (f t) (g t)) x b.
Proof. intros H Hf Hg. apply (is_derive_ext_loc g); auto. generalize (greater_nearby f g x a b Hf Hg H). apply filter_imp.
 intros. rewrite Rmax_right; lra. Qed.
Lemma D_max_left f g (x a b : R) : g x < f x -> is_derive f x a -> is_derive g x b -> is_derive (fun t : R => Rmax (f t) (g t)) x a.
Proof. intros H Hf Hg. apply (is_derive_ext_loc f); auto. generalize (greater_nearby g f x b a Hg Hf H). apply filter_imp.
 intros. rewrite Rmax_left; lra. Qed.
Lemma D_max f g (x a b : R) : f x <> g x -> is_derive f x a -> is_derive g x b ->
  is_derive (fun t : R => Rmax (f t) (g t)) x (if Rlt_dec (f x) (g x) then b else a).
Proof. intros H Hf Hg. destruct (Rlt_dec (f x) (g x)) as [L|L].
 eapply D_max_right; eauto.
 eapply D_max_left; eauto. lra. Qed.
Lemma D_abs_right f (x a : R) : 0 < f x -> is_derive f x a -> is_derive (fun t : R => Rabs (f t)) x a.
Proof. intros H Hf. apply (is_derive_ext_loc f); auto.
 generalize (greater_nearby (fun _ => 0) f x 0 a (D_const 0 x) Hf H). apply filter_imp. intros. rewrite Rabs_right; lra. Qed.
Lemma D_abs_left f (x a : R) : f x < 0 -> is_derive f x a -> is_derive (fun t : R => Rabs (f t)) x (- a).
Proof. intros H Hf. apply (is_derive_ext_loc (fun t => - f t)). 2: apply D_opp; auto.
 generalize (greater_nearby f (fun _ => 0) x a 0 Hf (D_const 0 x) H). apply filter_imp. intros. rewrite Rabs_left; lra. Qed.

(* ----------------------------------------------------------------------------------------------------- small decisions *)

(* an index lies in its range *)
Ltac bound := cbn; solve [assumption | lia | auto].
(* two indices are apart *)
Ltac apart := solve [ assumption | apply not_eq_sym; assumption | discriminate | lia
 | match goal with H : forall _, _ -> _ <> _ |- _ => first [apply H; bound | apply not_eq_sym; apply H; bound] end ].
(* set2 U j k (U j k) is U again *)
Ltac restored := cbv beta; rewrite ?set1_same, ?set2_same.
(* a value is above zero, by its form *)
Ltac positive := cbv beta; lazymatch goal with
 | |- 0 < exp _ => apply exp_pos
 | |- 0 < sigmoid _ => apply sigmoid_positive
 | |- 0 < 1 - sigmoid _ => apply sigmoid_below_one
 | |- 0 < Sum _ _ => apply Sum_positive; [bound|let i := fresh "i" in let H := fresh "H" in intros i H; positive]
 | |- 0 < _ + _ => first [lra | apply Rplus_lt_0_compat; positive]
 | |- 0 < _ * _ => apply Rmult_lt_0_compat; positive
 | |- 0 < _ / _ => apply Rdiv_lt_0_compat; positive
 | |- 0 < / _ => apply Rinv_0_lt_compat; positive
 | |- 0 < _ ^ _ => apply pow_lt; positive
 | |- 0 < INR _ => apply lt_0_INR; bound
 | |- 0 < sqrt _ => apply sqrt_lt_R0; positive
 | _ => first [assumption | match goal with H : forall _, _ |- _ => apply H; bound end | lra | nra]
 end.
Ltac nonzero := cbv beta; repeat split; first [assumption | lra | apply Rgt_not_eq; unfold Rgt; positive | nra].
(* two numbers differ, as a hypothesis says for all indices *)
Ltac off_the_kink := restored; solve [ assumption | match goal with H : forall _, _ |- _ => apply H; bound end | nra ].
(* hypotheses about numbers exclude a case *)
Ltac at_odds := first [ lra | nra
 | match goal with Zero : ?x = 0, H : _ <> _ |- _ => solve [apply H; rewrite Zero; ring] end ].
(* an equation between rational functions of what is hidden behind letters *)
Ltac hide a := generalize a; intro.
Ltac hide_positive a := let H := fresh "P" in assert (H : 0 < a) by positive; revert H; generalize a; let b := fresh "b" in intros b H.
Ltac rational := first [reflexivity | ring | field; nonzero].
