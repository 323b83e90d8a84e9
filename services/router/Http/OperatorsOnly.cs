using Atelier.Platform.Hosting;
using Microsoft.AspNetCore.Http;

namespace Atelier.Router.Http;

/// <summary>Lets only operators through: what they decide here holds for every tenant.</summary>
internal sealed class OperatorsOnly : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.HasRole(Roles.Operator) ? await next(context) : HttpProblems.Forbidden();
}
