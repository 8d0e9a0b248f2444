<#import "template.ftl" as layout>
<#import "virtual-mfa-field.ftl" as field>
<#global switchOrganizationEnabled=false>
<#-- First two codes of the device; where they have shown that its clock is off, one more. -->
<#assign confirms=mfaOffset??>
<#assign two=!confirms || mfaPairNeeded>
<#assign bad=messagesPerField.existsError('codes')>
<@layout.registrationLayout displayMessage=!bad; section>
  <#if section = "header">
    ${msg("virtualMfaResyncTitle")}
  <#elseif section = "form">
    <@field.resources />
    <form id="virtual-mfa-resync-form" class="${properties.kcFormClass!} virtual-mfa" action="${url.loginAction}" method="post" novalidate>
      <p class="virtual-mfa-about"><bdi>${mfaDeviceName}</bdi></p>
      <#if confirms><p id="virtual-mfa-offset">${mfaOffset}</p></#if>
      <p id="virtual-mfa-codes-help">${msg(confirms?then(two?then("virtualMfaConfirmPairHelp", "virtualMfaConfirmHelp"), "virtualMfaResyncHelp"))}</p>
      <@code name="code1" label=msg(two?then("virtualMfaCode1", "virtualMfaCode")) autofocus=true last=!two />
      <#if two><@code name="code2" label=msg("virtualMfaCode2") autofocus=false last=true /></#if>
      <@field.submit id="virtual-mfa-save" label=msg("virtualMfaResyncDevice") />
      <@field.secondary id="virtual-mfa-leave" value="list" label=msg("virtualMfaCancel") />
    </form>
  </#if>
</@layout.registrationLayout>

<#macro code name label autofocus last>
  <@field.input name=name label=label invalid=bad autofocus=autofocus
      describedBy="virtual-mfa-codes-help${bad?then(' input-error-codes', '')}"
      inputmode="numeric" autocomplete="off" dir="ltr" spellcheck="false">
    <#if bad && last><@field.message id="input-error-codes" text=messagesPerField.get('codes') /></#if>
  </@field.input>
</#macro>
