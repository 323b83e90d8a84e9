using Atelier.Platform.Hosting;
using Atelier.Router.Http;
using Microsoft.AspNetCore.Http;

namespace Atelier.Router.Reviews;

/// <summary>Lets only reviewers through: they see outputs before anyone else, and decide in their own name.</summary>
internal sealed class ReviewersOnly : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.HasRole(Roles.Reviewer) && context.HttpContext.CallerName().Length > 0 ? await next(context) : HttpProblems.NotAReviewer();
}
