namespace Atelier.Router.Budgets;

/// <summary>Rung where money may have become free in this process; <see cref="BudgetWaker"/> hears it.</summary>
internal sealed class BudgetBell : Bell;
