<#--
  One text input with label and error. Plain markup: field.ftl exists in keycloak.v2 only. There kcInputClass belongs
  on a span around the input, in older themes on the input itself.
-->
<#macro input name label value="" error="" errorId="" describedBy="" invalid=false autofocus=false extra...>
  <#local wrapped=properties.kcFormControlUtilClass?has_content>
  <#local bad=invalid || error?has_content>
  <#local describes=(describedBy + error?has_content?then(" " + errorId, ""))?trim>
  <div class="${properties.kcFormGroupClass!}">
    <div class="${properties.kcFormGroupLabelClass!} ${properties.kcLabelWrapperClass!}">
      <label for="${name}" class="${properties.kcLabelClass!}">
        <span class="${properties.kcFormLabelTextClass!}">${label}</span>
      </label>
    </div>
    <div class="${properties.kcInputWrapperClass!}">
      <span class="<#if wrapped>${properties.kcInputClass!}<#if bad> ${properties.kcError!}</#if></#if>">
        <input type="text" id="${name}" name="${name}" value="${value}"
               class="<#if !wrapped>${properties.kcInputClass!}</#if>"
               <#if describes?has_content>aria-describedby="${describes}"</#if>
               aria-invalid="${bad?c}" aria-required="true"
               <#if autofocus>autofocus</#if>
               <#list extra as attribute, content>${attribute}="${content}" </#list>>
      </span>
      <#if error?has_content><@message id=errorId text=error /></#if>
      <#nested>
    </div>
  </div>
</#macro>

<#macro message id text>
  <div class="${properties.kcFormHelperTextClass!}">
    <div class="${properties.kcInputHelperTextClass!}">
      <div class="${properties.kcInputHelperTextItemClass!} ${properties.kcError!}">
        <span id="${id}" class="${properties.kcInputErrorMessageClass!}" role="alert">${text}</span>
      </div>
    </div>
  </div>
</#macro>

<#macro submit id label go="">
  <button type="submit" id="${id}" <#if go?has_content>name="go" value="${go}"</#if>
          class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
    ${label}
  </button>
</#macro>

<#-- A button that is not the page's first choice. It posts the form like any other; "go" leads to another page. -->
<#macro secondary id label name="go" value="" small=false labelledBy="" describedBy="">
  <button type="submit" id="${id}" name="${name}" value="${value}"
          <#if labelledBy?has_content>aria-labelledby="${labelledBy}"</#if><#if describedBy?has_content> aria-describedby="${describedBy}"</#if>
          class="${properties.kcButtonClass!} ${properties.kcButtonDefaultClass!} ${properties.kcButtonSecondaryClass!} <#if small>virtual-mfa-small<#else>${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}</#if>">
    ${label}
  </button>
</#macro>

<#-- What the layout's own alert looks like; that one has no id, so that no field can be described by it. -->
<#macro info id text>
  <div id="${id}" role="status" class="virtual-mfa-info ${properties.kcAlertClass!} pf-m-info alert-info">
    <div class="${properties.kcAlertIconClass!'pf-c-alert__icon'}"><span class="${properties.kcFeedbackInfoIcon!}" aria-hidden="true"></span></div>
    <span class="${properties.kcAlertTitleClass!} kc-feedback-text">${text}</span>
  </div>
</#macro>

<#-- A code of a device that the user has; two consecutive ones after many wrong codes, three during a wait. -->
<#macro currentCode codes autofocus=false>
  <#local bad=messagesPerField.existsError('currentCode')>
  <#local typed=[mfaCurrentCode!"", mfaCurrentCode2!"", mfaCurrentCode3!""]>
  <#local labels=["virtualMfaCurrentCode", "virtualMfaCurrentCode2", "virtualMfaCurrentCode3"]>
  <p id="virtual-mfa-current-help" class="virtual-mfa-step">${msg(codes?switch(2, "virtualMfaCurrentPairHelp", 3, "virtualMfaCurrentTripleHelp", "virtualMfaCurrentCodeHelp"))}</p>
  <#list 1..codes as number>
    <@input name="currentCode${(number == 1)?then('', number?c)}" label=msg(labels[number - 1]) value=typed[number - 1] invalid=bad
        describedBy="virtual-mfa-current-help${bad?then(' input-error-current-code', '')}" autofocus=(autofocus && number == 1)
        inputmode="numeric" autocomplete="off" dir="ltr" spellcheck="false">
      <#if bad && number == codes><@message id="input-error-current-code" text=messagesPerField.get('currentCode') /></#if>
    </@input>
  </#list>
</#macro>

<#-- Ends the user's sessions elsewhere; never ticked by itself. -->
<#macro otherSessions>
  <div class="virtual-mfa-device">
    <input type="checkbox" id="logout-sessions" name="logout-sessions" value="on">
    <label for="logout-sessions">${msg("virtualMfaSignOutElsewhere")}</label>
  </div>
</#macro>

<#macro resources>
  <link rel="stylesheet" href="${url.resourcesPath}/css/virtual-mfa.css">
  <script type="module" src="${url.resourcesPath}/js/virtual-mfa.js"></script>
</#macro>
