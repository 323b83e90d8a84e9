using System.Security.Cryptography;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.Intake.Acceptance;
using Atelier.Intake.Requests;
using Atelier.Intake.Store;
using Atelier.Platform.Stores;

namespace Atelier.Intake.Amqp;

/// <summary>
/// Takes a message of the queue in, by the same way as over HTTP. What cannot be taken becomes a <see cref="RequestRejected"/>: the
/// same message rejected for the same reasons again is the same event.
/// </summary>
internal sealed class QueuedRequests(RequestQueueOptions options, RequestAcceptance acceptance, GroupCommit<IntakeDb> writes, TimeProvider clock)
{
    public async Task<QueueReply> Take(ReadOnlyMemory<byte> body, string? userId, CancellationToken ct)
    {
        var problems = new Problems();
        if (userId is null || !options.Users.TryGetValue(userId, out var tenantId))
        {
            problems.Add("$", userId is null ? "a message without user_id" : $"the user {Problems.Show(userId)}, who stands for no tenant",
                $"set the message's user_id to the RabbitMQ user you connect as, and have the operator map it: {RequestQueueOptions.Section}:Users:{{user}} = tenant");
            return await Reject("", null, body, problems.All, ct);
        }
        if (body.Length > RequestBody.MaxBytes)
        {
            problems.Add("$", $"{body.Length:N0} bytes", $"send at most {RequestBody.MaxBytes:N0}");
            return await Reject(tenantId, null, body, problems.All, ct);
        }
        if (RequestReader.Read<DeliverableRequest>(body, problems) is not { } request)
            return await Reject(tenantId, null, body, problems.All, ct);
        switch (await acceptance.Accept(tenantId, request, problems, ct))
        {
            case AcceptResult.Accepted accepted:
                return new QueueReply { Accepted = true, Id = accepted.Id, Key = accepted.Key, Status = $"/v1/deliverables/{accepted.Id}" };
            case AcceptResult.KeyTaken taken:
                return await Reject(tenantId, taken.Key, body, [Conflict(taken)], ct);
            case AcceptResult.Refused refused:
                return await Reject(tenantId, request.Key, body, refused.Problems, ct);
            case var other:
                throw new InvalidOperationException($"{other} is no answer");
        }
    }

    private async Task<QueueReply> Reject(string tenantId, string? key, ReadOnlyMemory<byte> body, IReadOnlyList<RequestProblem> problems, CancellationToken ct)
    {
        var usable = key is not null && Validation.RequestValidator.IsKey(key);
        var rejected = new RequestRejected
        {
            TenantId = tenantId,
            DeliverableId = usable ? DeterministicId.OfDeliverable(tenantId, key!) : Guid.Empty,
            OccurredAt = clock.GetUtcNow(),
            Key = usable ? key : null,
            Problems = problems,
        };
        var what = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        var why = JsonSerializer.Serialize(problems, AtelierJson.Options);
        var messageId = DeterministicId.OfMessage(nameof(RequestRejected), rejected.DeliverableId, tenantId, what, why);
        await writes.Commit([], scope => scope.Publish(messageId, rejected), ct);
        return new QueueReply { Accepted = false, Key = rejected.Key, Problems = problems };
    }

    private static RequestProblem Conflict(AcceptResult.KeyTaken taken) => new()
    {
        Field = "key",
        Found = $"{Problems.Show(taken.Key)}, used before with other content for {taken.Id}",
        Remedy = "ask with a new key, or send the same content again",
    };
}
